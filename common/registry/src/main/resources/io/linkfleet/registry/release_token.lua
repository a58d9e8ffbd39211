-- Gives up the claim of an instance that came to nothing. An active token stays.
-- KEYS: 1 token record
-- ARGV: 1 instance id
-- Answers DONE.
local token = redis.call('HMGET', KEYS[1], 'instance', 'claimed')
if token[1] == ARGV[1] and token[2] then
  redis.call('DEL', KEYS[1])
end
return 'DONE'
