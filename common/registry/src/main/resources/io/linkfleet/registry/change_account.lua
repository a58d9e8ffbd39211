-- Changes an account. A revision that is not settled has not reached all its tokens yet.
-- KEYS: 1 account
-- ARGV: 1 quota or '', 2 limit of calls or ''
-- Answers DONE; NO_ACCOUNT, also while the account is being deleted.
local account = redis.call('HMGET', KEYS[1], 'created', 'deleting')
if not account[1] or account[2] then
  return 'NO_ACCOUNT'
end
if ARGV[1] ~= '' then
  redis.call('HSET', KEYS[1], 'quota', ARGV[1])
end
if ARGV[2] ~= '' then
  redis.call('HSET', KEYS[1], 'limit', ARGV[2])
  redis.call('HINCRBY', KEYS[1], 'revision', 1)
end
return 'DONE'
