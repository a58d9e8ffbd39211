-- Forgets events that are on the topic now.
-- ARGV: 8 how many, counted from the oldest
-- Answers how many are left.
redis.call('LTRIM', KEYS[5], ARGV[8], -1)
local left = redis.call('LLEN', KEYS[5])
if left == 0 then
  redis.call('SREM', KEYS[6], ARGV[3])
end
return tostring(left)
