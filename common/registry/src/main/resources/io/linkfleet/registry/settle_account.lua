-- Notes that a revision of the account has reached all its tokens.
-- KEYS: 1 account
-- ARGV: 1 revision
-- Answers DONE; nothing is noted of an account that is gone, or whose later revision has.
local account = redis.call('HMGET', KEYS[1], 'created', 'settled')
if account[1] and tonumber(account[2] or '0') < tonumber(ARGV[1]) then
  redis.call('HSET', KEYS[1], 'settled', ARGV[1])
end
return 'DONE'
