-- Opens every script of a worker's durable write. One instance, one partition, one slot.
-- KEYS: 1 owner of the partition, 2 instance record, 3 departing devices, 4 index of linked
--       instances, 5 events of the instance not published yet, 6 index of instances with such,
--       7 webhook of the instance
-- ARGV: 1 epoch, 2 worker id, 3 instance id, 4 now, 5 status, 6 reason, 7 end of the reason or '',
--       then those of the script
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

-- A deleted instance keeps its record until the last of its devices is unlinked.
local function instance_exists()
  return redis.call('EXISTS', KEYS[2]) == 1 and redis.call('HEXISTS', KEYS[2], 'deleted') == 0
end

-- Stored in the same step as what it tells, and there until it is published.
local function queue_event(kind, status, reason, ends)
  local record = redis.call('HMGET', KEYS[2], 'account', 'name')
  if not record[1] then
    return
  end
  local sequence = redis.call('HINCRBY', KEYS[2], 'events', 1)
  redis.call('RPUSH', KEYS[5], cjson.encode({
    sequence = tostring(sequence), kind = kind, account = record[1], name = record[2],
    status = status, reason = reason, ends = ends, at = ARGV[4] }))
  redis.call('SADD', KEYS[6], ARGV[3])
end

-- A standing is entered once: repeating it keeps the instant it began and tells nobody.
local function set_standing()
  local before = redis.call('HMGET', KEYS[2], 'status', 'reason', 'ends')
  local status, reason, ends = ARGV[5], ARGV[6], ARGV[7]
  if before[1] == status and before[2] == reason and (before[3] or '') == ends then
    return
  end
  redis.call('HSET', KEYS[2], 'status', status, 'reason', reason, 'ends', ends)
  if before[1] ~= status then
    redis.call('HSET', KEYS[2], 'since', ARGV[4])
  end
  queue_event('instance.state', status, reason, ends)
end

-- The webhook outlives the record until it has heard the last event, or for a week.
local function retire_webhook()
  if redis.call('EXISTS', KEYS[7]) == 1 then
    redis.call('HSET', KEYS[7], 'last', redis.call('HGET', KEYS[2], 'events') or '0')
    redis.call('PEXPIRE', KEYS[7], 7 * 86400000)
  end
end

-- Keeps the count in the record and the index in step with what is stored.
local function reindex()
  local departing = redis.call('HLEN', KEYS[3])
  if redis.call('HEXISTS', KEYS[2], 'deleted') == 1 and departing == 0 then
    retire_webhook()
    redis.call('DEL', KEYS[2])
  elseif redis.call('EXISTS', KEYS[2]) == 1 then
    redis.call('HSET', KEYS[2], 'departing', departing)
  end
  if departing > 0 or redis.call('HEXISTS', KEYS[2], 'device') == 1 then
    redis.call('SADD', KEYS[4], ARGV[3])
  else
    redis.call('SREM', KEYS[4], ARGV[3])
  end
end

