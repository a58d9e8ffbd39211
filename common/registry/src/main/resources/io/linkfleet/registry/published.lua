-- Forgets events that are on the topic now. They have no gaps, and coming late or again forgets
-- no others.
-- ARGV: 8 sequence of the newest of them
-- Answers how many are left.
local oldest = redis.call('LINDEX', KEYS[5], 0)
if oldest then
  local count = tonumber(ARGV[8]) - tonumber(cjson.decode(oldest).sequence) + 1
  if count > 0 then
    redis.call('LTRIM', KEYS[5], count, -1)
  end
end
local left = redis.call('LLEN', KEYS[5])
if left == 0 then
  redis.call('SREM', KEYS[6], ARGV[3])
end
return tostring(left)
