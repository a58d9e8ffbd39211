-- Follows fence.lua in every write about an instance. One that its caller has given up may still be
-- on its way, and come after later ones: then it changes nothing.
-- ARGV: 8 number of the write; one owner's count up
-- Answers OVERTAKEN when one with a higher number, of the same owner, was carried out before.
local owner_of_write = ARGV[1] .. ' ' .. ARGV[2] .. ' '
local last = redis.call('HGET', KEYS[2], 'write')
if last and string.sub(last, 1, #owner_of_write) == owner_of_write
    and tonumber(string.sub(last, #owner_of_write + 1)) > tonumber(ARGV[8]) then
  return 'OVERTAKEN'
end
if redis.call('EXISTS', KEYS[2]) == 1 then
  redis.call('HSET', KEYS[2], 'write', owner_of_write .. ARGV[8])
end
