-- Queues an event for the webhook, if there is one that wants it and did not hear it before.
-- ARGV: 2 sequence, 3 kind, 4 partition of the event topic, 5 entry
-- Answers WAITING when there is anything to deliver now; NOTHING.
local events = redis.call('HGET', KEYS[1], 'events')
if not events then
  return 'NOTHING'
end

-- The newest hundred are known one by one, as events may come late; all before them at once.
local function is_new()
  local floor = tonumber(redis.call('HGET', KEYS[1], 'floor') or '0')
  if tonumber(ARGV[2]) <= floor or redis.call('ZADD', KEYS[2], ARGV[2], ARGV[2]) == 0 then
    return false
  end
  local excess = redis.call('ZCARD', KEYS[2]) - 100
  if excess > 0 then
    redis.call('HSET', KEYS[1], 'floor', redis.call('ZRANGE', KEYS[2], excess - 1, excess - 1)[1])
    redis.call('ZREMRANGEBYRANK', KEYS[2], 0, excess - 1)
  end
  return true
end

if is_new() and string.find(',' .. events .. ',', ',' .. ARGV[3] .. ',', 1, true) then
  redis.call('ZADD', KEYS[3], ARGV[2], ARGV[5])
end
if redis.call('EXISTS', KEYS[3]) == 1 then
  redis.call('HSET', KEYS[4], ARGV[1], ARGV[4])
  return 'WAITING'
end
forget_when_over()
return 'NOTHING'
