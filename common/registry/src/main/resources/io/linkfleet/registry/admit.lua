-- Tells who a token belongs to and takes one request from its budget, both or neither.
-- KEYS: 1 token record, 2 calls, and for a creation: 3 creates
-- ARGV: 1 span of the window in microseconds, 2 limit of calls unless the account has its own, and
--       for a creation: 3 limit of creates
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
local span = tonumber(ARGV[1])
local key, limit = KEYS[2], tonumber(token[4] or ARGV[2])
local used, oldest, full = take(key, span, limit)
if KEYS[3] then
  local creates = tonumber(ARGV[3])
  local created, first, none_left = take(KEYS[3], span, creates)
  -- Both or neither.
  if none_left and not full then
    call('RPOP', key)
    used = used - 1
  elseif full and not none_left then
    call('RPOP', KEYS[3])
    created = created - 1
  end
  full = full or none_left
  if creates - created < limit - used then
    key, limit, used, oldest = KEYS[3], creates, created, first
  end
end
local free = free_at(key, limit, span, used, oldest)
return {
  full and 'LIMITED' or 'ADMITTED', token[1], token[2] or '', token[3] or '',
  limit, math.max(limit - used, 0), math.ceil(free / 1000000), math.ceil((free - clock) / 1000)
}
