-- Follows fence.lua in every write about an instance. The record is read once; what is to change in
-- it is gathered, and written once by `commit` or `commit_devices`.
-- ARGV: 8 number of the write; one owner's count up
-- Answers OVERTAKEN, and changes nothing, when one with a higher number, of the same owner, was
-- carried out before: a write that its caller has given up may still be on its way.
local record = {}
local names = {
  'account', 'name', 'deleted', 'status', 'reason', 'ends', 'events', 'device', 'logouts', 'write'
}
for i, value in ipairs(redis.call('HMGET', KEYS[2], unpack(names))) do
  record[names[i]] = value or nil
end

local owner_of_write = ARGV[1] .. ' ' .. ARGV[2] .. ' '
if record.write and string.sub(record.write, 1, #owner_of_write) == owner_of_write
    and tonumber(string.sub(record.write, #owner_of_write + 1)) > tonumber(ARGV[8]) then
  return 'OVERTAKEN'
end

-- Field, value, field, value...
local changed = {}
local device_gone = false
local events = {}

local function set(field, value)
  record[field] = value
  changed[#changed + 1] = field
  changed[#changed + 1] = value
end

-- A stored device is its key id, a line feed, and the sealed bytes.
local function is_device(stored, key_id)
  return string.sub(stored, 1, #key_id + 1) == key_id .. '\n'
end

local function forget_device()
  record.device = nil
  device_gone = true
end

-- The current device becomes a departing one, and the record says when.
local function depart(key_id)
  redis.call('HSET', KEYS[3], key_id, record.device)
  set('departing:' .. key_id, ARGV[4])
  forget_device()
end

-- A deleted instance keeps its record until the last of its devices is unlinked.
local function instance_exists()
  return record.account and not record.deleted
end

-- Stored in the same step as what it tells, and there until it is published.
local function queue_event(kind, status, reason, ends)
  if not record.account then
    return
  end
  local sequence = string.format('%.0f', tonumber(record.events or '0') + 1)
  set('events', sequence)
  events[#events + 1] = cjson.encode({
    sequence = sequence, kind = kind, account = record.account, name = record.name,
    status = status, reason = reason, ends = ends, at = ARGV[4] })
end

-- A standing is entered once: repeating it keeps the instant it began and tells nobody.
local function set_standing()
  local status, reason, ends = ARGV[5], ARGV[6], ARGV[7]
  if record.status == status and record.reason == reason and (record.ends or '') == ends then
    return
  end
  if record.status ~= status then
    set('since', ARGV[4])
  end
  set('status', status)
  set('reason', reason)
  set('ends', ends)
  queue_event('instance.state', status, reason, ends)
end

local function commit()
  if not record.account then
    return
  end
  set('write', owner_of_write .. ARGV[8])
  if device_gone then
    redis.call('HDEL', KEYS[2], 'device', 'jid')
  end
  redis.call('HSET', KEYS[2], unpack(changed))
  if #events > 0 then
    redis.call('RPUSH', KEYS[5], unpack(events))
    redis.call('SADD', KEYS[6], ARGV[3])
  end
end

-- The webhook outlives the record until it has heard the last event, or for a week; nobody can ask
-- any more what came of deliveries.
local function retire_webhook()
  redis.call('DEL', KEYS[8])
  if redis.call('EXISTS', KEYS[7]) == 1 then
    redis.call('HSET', KEYS[7], 'last', record.events or '0')
    redis.call('PEXPIRE', KEYS[7], 7 * 86400000)
  end
end

-- For a write that changes which devices there are: keeps the count in the record and the index in
-- step with them. A deleted instance goes with its last.
local function commit_devices()
  local departing = redis.call('HLEN', KEYS[3])
  set('departing', departing)
  commit()
  if record.deleted and departing == 0 then
    retire_webhook()
    redis.call('DEL', KEYS[2])
  end
  if departing > 0 or record.device then
    redis.call('SADD', KEYS[4], ARGV[3])
  else
    redis.call('SREM', KEYS[4], ARGV[3])
  end
end
