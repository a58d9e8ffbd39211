-- Forgets events that are on the topic now.
-- ARGV: 8 how many, counted from the oldest
-- Answers DONE.
redis.call('LTRIM', KEYS[5], ARGV[8], -1)
if redis.call('EXISTS', KEYS[5]) == 0 then
  redis.call('SREM', KEYS[6], ARGV[3])
end
return 'DONE'
