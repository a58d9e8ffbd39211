-- Erases the keys of a departing device that is unlinked, and says so.
-- ARGV: 9 device key id
-- Answers DONE, also when there are none (any more).
if redis.call('HDEL', KEYS[3], ARGV[9]) == 1 then
  redis.call('HDEL', KEYS[2], 'departing:' .. ARGV[9])
  queue_event('instance.logged_out', 'loggedout', 'api', '')
end
commit_devices()
return 'DONE'
