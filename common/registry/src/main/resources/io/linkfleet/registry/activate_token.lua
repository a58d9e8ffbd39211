-- Ends the claim on the token of an instance whose name is committed: it lets callers in.
-- KEYS: 1 token record
-- ARGV: 1 instance id
-- Answers DONE, also when it is repeated; LOST when the token is not that instance's.
if redis.call('HGET', KEYS[1], 'instance') ~= ARGV[1] then
  return 'LOST'
end
redis.call('HDEL', KEYS[1], 'claimed')
return 'DONE'
