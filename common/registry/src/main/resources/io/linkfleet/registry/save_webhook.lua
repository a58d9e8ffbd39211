-- Sets the webhook of an instance, in place of an earlier one. What was queued for that one goes
-- to the new one.
-- ARGV: 2 url, 3 kinds of events with a comma between, 4 whether authorized, 5 sealed secrets
-- Answers DONE; NO_INSTANCE.
if not instance_exists() then
  return 'NO_INSTANCE'
end
redis.call('HSET', KEYS[1], 'url', ARGV[2], 'events', ARGV[3], 'authorized', ARGV[4],
  'sealed', ARGV[5])
return 'DONE'
