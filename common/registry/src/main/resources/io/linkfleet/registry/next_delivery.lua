-- Reads what is to be delivered next and where to, at one moment.
-- Answers the entry, the webhook as field, value, field, value..., and how many entries wait;
-- nothing when there is nothing to deliver, or nobody to deliver it to.
local head = redis.call('ZRANGE', KEYS[3], 0, 0)[1]
if not head then
  return {}
end
local webhook = redis.call('HGETALL', KEYS[1])
if #webhook == 0 then
  forget_deliveries()
  return {}
end
return { head, webhook, redis.call('ZCARD', KEYS[3]) }
