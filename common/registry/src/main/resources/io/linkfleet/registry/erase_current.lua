-- Erases the keys of the current device: the phone has unlinked it, nothing is left to say to
-- WhatsApp.
-- ARGV: 9 device key id
-- Answers DONE, also when there is no current device (any more); NO_INSTANCE; OTHER_DEVICE when
-- another one is current.
if not instance_exists() then
  return 'NO_INSTANCE'
end
if record.device and not is_device(record.device, ARGV[9]) then
  return 'OTHER_DEVICE'
end
set_standing()
if record.device then
  forget_device()
  queue_event('instance.logged_out', 'loggedout', 'phone', '')
end
commit_devices()
return 'DONE'
