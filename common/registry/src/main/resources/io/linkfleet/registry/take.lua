-- Makes a worker the owner of a partition: the next epoch is its own, every older one is stale.
-- KEYS: 1 owner of the partition
-- ARGV: 1 worker id
-- Answers the epoch.
local epoch = redis.call('HINCRBY', KEYS[1], 'epoch', 1)
redis.call('HSET', KEYS[1], 'worker', ARGV[1])
return tostring(epoch)
