-- Ends the webhook of an instance, and what was to be delivered to it.
-- Answers DONE; NO_INSTANCE; NO_WEBHOOK.
if not instance_exists() then
  return 'NO_INSTANCE'
end
local there = redis.call('DEL', KEYS[1])
forget_deliveries()
return there == 1 and 'DONE' or 'NO_WEBHOOK'
