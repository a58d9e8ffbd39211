-- Makes the current device a departing one: from here on its keys serve nothing but the unlink.
-- ARGV: 9 device key id, 10 id of the command that wants it
-- Answers DONE, also when that device is departing already; NO_INSTANCE; OTHER_DEVICE when it is
-- neither current nor departing.

-- The last few, newest first, with a space between.
local function remember_command()
  local before = record.logouts or ''
  if not string.find(before, ARGV[10], 1, true) then
    set('logouts', string.sub(ARGV[10] .. ' ' .. before, 1, 8 * 33 - 1))
  end
end

if redis.call('HEXISTS', KEYS[3], ARGV[9]) == 1 then
  if instance_exists() then
    remember_command()
    commit()
  end
  return 'DONE'
end
if not instance_exists() then
  return 'NO_INSTANCE'
end
if not record.device or not is_device(record.device, ARGV[9]) then
  return 'OTHER_DEVICE'
end
depart(ARGV[9])
remember_command()
set_standing()
commit_devices()
return 'DONE'
