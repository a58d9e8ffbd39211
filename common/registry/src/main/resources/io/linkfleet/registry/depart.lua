-- Makes the current device a departing one: from here on its keys serve nothing but the unlink.
-- ARGV: 8 device key id
-- Answers DONE, also when that device is departing already; NO_INSTANCE; OTHER_DEVICE when it is
-- neither current nor departing.
if redis.call('HEXISTS', KEYS[3], ARGV[8]) == 1 then
  return 'DONE'
end
if not instance_exists() then
  return 'NO_INSTANCE'
end
local current = redis.call('HGET', KEYS[2], 'device')
if not current or not is_device(current, ARGV[8]) then
  return 'OTHER_DEVICE'
end
redis.call('HSET', KEYS[3], ARGV[8], current)
redis.call('HDEL', KEYS[2], 'device', 'jid')
set_standing()
reindex()
return 'DONE'
