-- Replaces the sealed bytes of the current device.
-- ARGV: 9 device key id, 10 stored device
-- Answers DONE; NO_INSTANCE; OTHER_DEVICE when that device is not the current one (any more).
if not instance_exists() then
  return 'NO_INSTANCE'
end
if not record.device or not is_device(record.device, ARGV[9]) then
  return 'OTHER_DEVICE'
end
set('device', ARGV[10])
commit()
return 'DONE'
