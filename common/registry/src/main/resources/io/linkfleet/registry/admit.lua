-- Tells who a token belongs to and takes one request from its budget, both or neither.
-- KEYS: 1 token record, 2 calls, 3 creates
-- ARGV: 1 CALL or CREATE, 2 limit of calls unless the account has its own, 3 limit of creates,
--       4 span of the window in microseconds
-- Answers UNKNOWN; CLAIMED, account, instance, name for a token whose instance may have come to
-- nothing; or ADMITTED or LIMITED, account, instance or '', name or '', then of the tighter window:
-- limit, remaining, second in which one more is free again, milliseconds until then.
local token = call('HMGET', KEYS[1], 'account', 'instance', 'name', 'limit', 'claimed')
if not token[1] then
  return { 'UNKNOWN' }
end
if token[5] then
  return { 'CLAIMED', token[1], token[2], token[3] }
end
local span = tonumber(ARGV[4])
local key, limit = KEYS[2], tonumber(token[4] or ARGV[2])
local used, oldest = look(key, span)
local other, other_oldest
if ARGV[1] == 'CREATE' then
  local creates = tonumber(ARGV[3])
  local created, first = look(KEYS[3], span)
  other, other_oldest = KEYS[3], first
  if creates - created < limit - used then
    other, other_oldest = key, oldest
    key, limit, used, oldest = KEYS[3], creates, created, first
  end
end
local state = 'LIMITED'
if used < limit then
  state = 'ADMITTED'
  oldest = take(key, span, oldest)
  used = used + 1
  if other then
    take(other, span, other_oldest)
  end
end
local free = free_at(key, limit, span, used, oldest)
return {
  state, token[1], token[2] or '', token[3] or '',
  limit, math.max(limit - used, 0), math.ceil(free / 1000000), math.ceil((free - clock) / 1000)
}
