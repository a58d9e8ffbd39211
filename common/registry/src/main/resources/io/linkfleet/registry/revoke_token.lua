-- Takes a token back from its instance: it lets nobody in any more.
-- KEYS: 1 token record
-- ARGV: 1 instance id
-- Answers DONE; the token stays when it is another instance's.
if redis.call('HGET', KEYS[1], 'instance') == ARGV[1] then
  redis.call('DEL', KEYS[1])
end
return 'DONE'
