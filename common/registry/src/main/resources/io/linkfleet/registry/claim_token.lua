-- Reserves a token for an instance that is being created. A claimed token lets nobody in.
-- KEYS: 1 token record
-- ARGV: 1 account, 2 instance id, 3 name, 4 limit of calls or '', 5 lease of a claim in
--       milliseconds, 6 instance id whose claim is known to have come to nothing, or ''
-- Answers CLAIMED and the instance id to go on with: that of the earlier attempt at the same name
-- with the same token, if there was one; TAKEN; or OTHER, account, instance, name when another
-- creation holds it. That one is pushed aside if argument 6 names it and its lease is over.
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local token = redis.call('HMGET', KEYS[1], 'account', 'instance', 'name', 'claimed')
local instance = ARGV[2]
if token[1] then
  local claimed = token[4]
  if not claimed then
    return { 'TAKEN' }
  end
  if token[1] == ARGV[1] and token[3] == ARGV[3] then
    instance = token[2]
  elseif token[2] ~= ARGV[6] or tonumber(claimed) + tonumber(ARGV[5]) > now then
    return { 'OTHER', token[1], token[2], token[3] }
  end
end
redis.call('DEL', KEYS[1])
redis.call('HSET', KEYS[1], 'account', ARGV[1], 'instance', instance, 'name', ARGV[3],
  'claimed', string.format('%.0f', now))
if ARGV[4] ~= '' then
  redis.call('HSET', KEYS[1], 'limit', ARGV[4])
end
return { 'CLAIMED', instance }
