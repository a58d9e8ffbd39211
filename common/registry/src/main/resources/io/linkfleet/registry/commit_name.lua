-- The moment an instance comes to exist: its account has a name for it.
-- KEYS: 1 account, 2 names of the account
-- ARGV: 1 name, 2 instance id, or '' to only look, 3 limit of calls its token has, or ''
-- Answers FREE and the account's limit of calls or '' (with an id: and the name is the instance's
-- now); TAKEN and the instance that has the name; QUOTA; CHANGED when the account has another limit
-- than the token; NO_ACCOUNT, also while the account is being deleted.
local account = redis.call('HMGET', KEYS[1], 'quota', 'limit', 'deleting')
if not account[1] or account[3] then
  return { 'NO_ACCOUNT' }
end
local holder = redis.call('HGET', KEYS[2], ARGV[1])
if holder then
  return { 'TAKEN', holder }
end
if redis.call('HLEN', KEYS[2]) >= tonumber(account[1]) then
  return { 'QUOTA' }
end
local limit = account[2] or ''
if ARGV[2] ~= '' then
  if limit ~= ARGV[3] then
    return { 'CHANGED' }
  end
  redis.call('HSET', KEYS[2], ARGV[1], ARGV[2])
end
return { 'FREE', limit }
