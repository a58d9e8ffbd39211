-- The oldest events of the instance that are not known to be on the topic.
-- ARGV: 8 how many at most, 9 whether WAIT follows: it waits for what its own connection wrote, so
--       something has to be
-- Answers DONE and the events.
local events = redis.call('LRANGE', KEYS[5], 0, ARGV[8] - 1)
if ARGV[9] == '1' and #events > 0 then
  redis.call('HINCRBY', KEYS[1], 'published', 1)
end
return {'DONE', events}
