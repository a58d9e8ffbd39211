-- Replaces the sealed bytes of the current device.
-- ARGV: 8 device key id, 9 stored device
-- Answers DONE; NO_INSTANCE; OTHER_DEVICE when that device is not the current one (any more).
if not instance_exists() then
  return 'NO_INSTANCE'
end
local current = redis.call('HGET', KEYS[2], 'device')
if not current or not is_device(current, ARGV[8]) then
  return 'OTHER_DEVICE'
end
redis.call('HSET', KEYS[2], 'device', ARGV[9])
return 'DONE'
