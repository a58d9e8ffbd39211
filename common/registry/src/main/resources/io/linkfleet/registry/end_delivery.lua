-- Forgets an event that is delivered, or given up.
-- ARGV: 2 sequence, 3 id of the event, 4 what came of the last attempt; without it none was made
-- Answers DONE, also when it is gone already.
if ARGV[4] then
  remember_attempt(ARGV[3], ARGV[4])
end
redis.call('ZREMRANGEBYSCORE', KEYS[3], ARGV[2], ARGV[2])
if redis.call('EXISTS', KEYS[3]) == 0 then
  redis.call('HDEL', KEYS[4], ARGV[1])
  forget_when_over()
end
return 'DONE'
