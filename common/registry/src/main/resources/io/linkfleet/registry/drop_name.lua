-- Takes a name back from an instance.
-- KEYS: 1 names of the account
-- ARGV: 1 name, 2 instance id
-- Answers DONE; the name stays when it is another instance's.
if redis.call('HGET', KEYS[1], ARGV[1]) == ARGV[2] then
  redis.call('HDEL', KEYS[1], ARGV[1])
end
return 'DONE'
