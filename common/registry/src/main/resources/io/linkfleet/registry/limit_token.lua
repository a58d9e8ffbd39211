-- Gives a token the limit of calls that a revision of its account has.
-- KEYS: 1 token record
-- ARGV: 1 limit of calls or '', 2 revision
-- Answers DONE; a token that is gone, or has that of a later revision, stays as it is.
local token = redis.call('HMGET', KEYS[1], 'account', 'revision')
if token[1] and tonumber(token[2] or '0') <= tonumber(ARGV[2]) then
  redis.call('HSET', KEYS[1], 'revision', ARGV[2])
  if ARGV[1] == '' then
    redis.call('HDEL', KEYS[1], 'limit')
  else
    redis.call('HSET', KEYS[1], 'limit', ARGV[1])
  end
end
return 'DONE'
