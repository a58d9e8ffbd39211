-- Opens every script of a worker's durable write. One instance, one partition, one slot.
-- KEYS: 1 owner of the partition, 2 instance record, 3 departing devices, 4 index of linked instances
-- ARGV: 1 epoch, 2 worker id, 3 instance id, then those of the script
-- Answers STALE, and changes nothing, unless the newest take of the partition is this worker's.
-- The worker id counts too: a failover of Redis can lose a take and hand its number out again.
local owner = redis.call('HMGET', KEYS[1], 'epoch', 'worker')
if owner[1] ~= ARGV[1] or owner[2] ~= ARGV[2] then
  return 'STALE'
end

-- A stored device is its key id, a line feed, and the sealed bytes.
local function is_device(stored, key_id)
  return string.sub(stored, 1, #key_id + 1) == key_id .. '\n'
end

-- The state is entered once: repeating it keeps the instant it began.
local function set_status(status, at)
  if redis.call('HGET', KEYS[2], 'status') ~= status then
    redis.call('HSET', KEYS[2], 'status', status, 'since', at)
  end
end

local function instance_exists()
  return redis.call('EXISTS', KEYS[2]) == 1
end

-- Keeps the count in the record and the index in step with what is stored.
local function reindex()
  local departing = redis.call('HLEN', KEYS[3])
  if instance_exists() then
    redis.call('HSET', KEYS[2], 'departing', departing)
  end
  if departing > 0 or redis.call('HEXISTS', KEYS[2], 'device') == 1 then
    redis.call('SADD', KEYS[4], ARGV[3])
  else
    redis.call('SREM', KEYS[4], ARGV[3])
  end
end

