-- Stores the device that pairing has just made, as the current one of its instance.
-- ARGV: 4 device key id, 5 stored device, 6 number jid, 7 status, 8 at
-- Answers DONE, also when it is repeated; NO_INSTANCE; OTHER_DEVICE when another one is current,
-- whose keys would be lost and which nobody could unlink any more.
if not instance_exists() then
  return 'NO_INSTANCE'
end
local current = redis.call('HGET', KEYS[2], 'device')
if current and not is_device(current, ARGV[4]) then
  return 'OTHER_DEVICE'
end
redis.call('HSET', KEYS[2], 'device', ARGV[5], 'jid', ARGV[6])
set_status(ARGV[7], ARGV[8])
reindex()
return 'DONE'
