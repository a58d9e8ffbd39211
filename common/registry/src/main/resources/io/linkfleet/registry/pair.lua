-- Stores the device that pairing has just made, as the current one of its instance.
-- ARGV: 9 device key id, 10 stored device, 11 number jid
-- Answers DONE, also when it is repeated; NO_INSTANCE; OTHER_DEVICE when another one is current,
-- whose keys would be lost and which nobody could unlink any more.
if not instance_exists() then
  return 'NO_INSTANCE'
end
if record.device and not is_device(record.device, ARGV[9]) then
  return 'OTHER_DEVICE'
end
set('device', ARGV[10])
set('jid', ARGV[11])
set_standing()
commit_devices()
return 'DONE'
