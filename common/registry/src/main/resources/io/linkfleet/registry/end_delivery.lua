-- Forgets an event that is delivered, or given up.
-- ARGV: 2 sequence
-- Answers DONE, also when it is gone already.
redis.call('ZREMRANGEBYSCORE', KEYS[3], ARGV[2], ARGV[2])
if redis.call('EXISTS', KEYS[3]) == 0 then
  redis.call('HDEL', KEYS[4], ARGV[1])
  forget_when_over()
end
return 'DONE'
