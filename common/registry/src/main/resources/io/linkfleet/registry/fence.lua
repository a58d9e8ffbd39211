-- Opens every script of a worker's durable write. One instance, one partition, one slot.
-- KEYS: 1 owner of the partition, 2 instance record, 3 departing devices, 4 index of linked
--       instances, 5 events of the instance not published yet, 6 index of instances with such,
--       7 webhook of the instance, 8 its deliveries that were tried
-- ARGV: 1 epoch, 2 worker id, 3 instance id, 4 now, 5 status, 6 reason, 7 end of the reason or '',
--       then those of the script
-- Answers STALE, and changes nothing, unless the newest take of the partition is this worker's.
-- The worker id counts too: a failover of Redis can lose a take and hand its number out again.
local owner = redis.call('HMGET', KEYS[1], 'epoch', 'worker')
if owner[1] ~= ARGV[1] or owner[2] ~= ARGV[2] then
  return 'STALE'
end
