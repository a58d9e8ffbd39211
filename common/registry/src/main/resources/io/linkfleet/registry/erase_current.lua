-- Erases the keys of the current device: the phone has unlinked it, nothing is left to say to
-- WhatsApp.
-- ARGV: 4 device key id, 5 status, 6 at
-- Answers DONE, also when there is no current device (any more); NO_INSTANCE; OTHER_DEVICE when
-- another one is current.
if not instance_exists() then
  return 'NO_INSTANCE'
end
local current = redis.call('HGET', KEYS[2], 'device')
if current and not is_device(current, ARGV[4]) then
  return 'OTHER_DEVICE'
end
redis.call('HDEL', KEYS[2], 'device', 'jid')
set_status(ARGV[5], ARGV[6])
reindex()
return 'DONE'
