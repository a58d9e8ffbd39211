-- Erases the keys of the current device: the phone has unlinked it, nothing is left to say to
-- WhatsApp.
-- ARGV: 9 device key id
-- Answers DONE, also when there is no current device (any more); NO_INSTANCE; OTHER_DEVICE when
-- another one is current.
if not instance_exists() then
  return 'NO_INSTANCE'
end
local current = redis.call('HGET', KEYS[2], 'device')
if current and not is_device(current, ARGV[9]) then
  return 'OTHER_DEVICE'
end
set_standing()
if redis.call('HDEL', KEYS[2], 'device', 'jid') > 0 then
  queue_event('instance.logged_out', 'loggedout', 'phone', '')
end
reindex()
return 'DONE'
