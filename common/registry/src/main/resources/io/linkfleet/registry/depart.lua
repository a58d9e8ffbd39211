-- Makes the current device a departing one: from here on its keys serve nothing but the unlink.
-- ARGV: 9 device key id, 10 id of the command that wants it
-- Answers DONE, also when that device is departing already; NO_INSTANCE; OTHER_DEVICE when it is
-- neither current nor departing.

-- The last few, newest first, with a space between.
local function remember_command()
  local before = redis.call('HGET', KEYS[2], 'logouts') or ''
  if not string.find(before, ARGV[10], 1, true) then
    redis.call('HSET', KEYS[2], 'logouts', string.sub(ARGV[10] .. ' ' .. before, 1, 8 * 33 - 1))
  end
end

if redis.call('HEXISTS', KEYS[3], ARGV[9]) == 1 then
  if instance_exists() then
    remember_command()
  end
  return 'DONE'
end
if not instance_exists() then
  return 'NO_INSTANCE'
end
local current = redis.call('HGET', KEYS[2], 'device')
if not current or not is_device(current, ARGV[9]) then
  return 'OTHER_DEVICE'
end
redis.call('HSET', KEYS[3], ARGV[9], current)
redis.call('HDEL', KEYS[2], 'device', 'jid')
remember_command()
set_standing()
reindex()
return 'DONE'
