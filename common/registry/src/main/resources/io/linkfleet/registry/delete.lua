-- Ends an instance: its current device becomes a departing one, and the record goes with the last
-- departing device. To everybody but the owner it is gone from here on.
-- ARGV: 9 device key id of the current device, or '' for none known
-- Answers DONE, also when it is gone already; OTHER_DEVICE when another device is current.
if not instance_exists() then
  return 'DONE'
end
if record.device then
  if not is_device(record.device, ARGV[9]) then
    return 'OTHER_DEVICE'
  end
  depart(ARGV[9])
end
set_standing()
set('deleted', '1')
commit_devices()
return 'DONE'
