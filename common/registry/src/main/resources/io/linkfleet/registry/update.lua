-- Replaces the sealed bytes of the current device.
-- ARGV: 9 device key id, 10 stored device
-- Answers DONE; NO_INSTANCE; OTHER_DEVICE when that device is not the current one (any more).
if not instance_exists() then
  return 'NO_INSTANCE'
end
local current = redis.call('HGET', KEYS[2], 'device')
if not current or not is_device(current, ARGV[9]) then
  return 'OTHER_DEVICE'
end
redis.call('HSET', KEYS[2], 'device', ARGV[10])
return 'DONE'
