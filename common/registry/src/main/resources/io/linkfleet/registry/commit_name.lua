-- The moment an instance comes to exist: its account has a name for it.
-- KEYS: 1 account, 2 names of the account
-- ARGV: 1 name, 2 instance id, or '' to only look
-- Answers FREE and the account's limit of calls or '' (with an id: and the name is the instance's
-- now); TAKEN and the instance that has the name; QUOTA; NO_ACCOUNT.
local holder = redis.call('HGET', KEYS[2], ARGV[1])
if holder then
  return { 'TAKEN', holder }
end
local account = redis.call('HMGET', KEYS[1], 'quota', 'limit')
if not account[1] then
  return { 'NO_ACCOUNT' }
end
if redis.call('HLEN', KEYS[2]) >= tonumber(account[1]) then
  return { 'QUOTA' }
end
if ARGV[2] ~= '' then
  redis.call('HSET', KEYS[2], ARGV[1], ARGV[2])
end
return { 'FREE', account[2] or '' }
