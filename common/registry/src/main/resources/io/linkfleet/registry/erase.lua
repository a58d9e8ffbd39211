-- Erases the keys of a departing device.
-- ARGV: 4 device key id
-- Answers DONE, also when there are none (any more).
redis.call('HDEL', KEYS[3], ARGV[4])
reindex()
return 'DONE'
