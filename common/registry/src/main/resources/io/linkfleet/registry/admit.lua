-- Tells who a token belongs to and takes one request from its budget, both or neither.
-- KEYS: 1 token record, 2 calls, 3 creates
-- ARGV: 1 CALL or CREATE, 2 limit of calls unless the account has its own, 3 limit of creates,
--       4 span of the window in microseconds
-- Answers UNKNOWN; CLAIMED, account, instance, name for a token whose instance may have come to
-- nothing; or ADMITTED or LIMITED, account, instance or '', name or '', then the allowance of
-- the tighter window.
local token = redis.call('HMGET', KEYS[1], 'account', 'instance', 'name', 'limit', 'claimed')
if not token[1] then
  return { 'UNKNOWN' }
end
if token[5] then
  return { 'CLAIMED', token[1], token[2], token[3] }
end
local span = tonumber(ARGV[4])
local calls = window(KEYS[2], tonumber(token[4] or ARGV[2]), span)
local windows = { calls }
if ARGV[1] == 'CREATE' then
  windows = { calls, window(KEYS[3], tonumber(ARGV[3]), span) }
end
local tightest, state = calls, 'ADMITTED'
for _, w in ipairs(windows) do
  if w.limit - w.used < tightest.limit - tightest.used then
    tightest = w
  end
end
if is_full(tightest) then
  state = 'LIMITED'
else
  for _, w in ipairs(windows) do
    take(w)
  end
end
local a = allowance(tightest)
return { state, token[1], token[2] or '', token[3] or '', a[1], a[2], a[3], a[4] }
