-- Makes a token the account's, from here on found by whoever ends or changes it.
-- KEYS: 1 account, 2 token hashes of the account
-- ARGV: 1 token hash
-- Answers ADOPTED, the account's limit of calls or '', its revision, then every other token that
-- may still let somebody in; NO_ACCOUNT, also while the account is being deleted.
local account = redis.call('HMGET', KEYS[1], 'created', 'deleting', 'limit', 'revision')
if not account[1] or account[2] then
  return { 'NO_ACCOUNT' }
end
local answer = { 'ADOPTED', account[3] or '', account[4] or '0' }
redis.call('SREM', KEYS[2], ARGV[1])
for _, other in ipairs(redis.call('SMEMBERS', KEYS[2])) do
  answer[#answer + 1] = other
end
redis.call('SADD', KEYS[2], ARGV[1])
return answer
