-- From here on the account gets no token and no instance any more.
-- KEYS: 1 account, 2 token hashes of the account
-- Answers DELETING, then every token that may still let somebody in; NO_ACCOUNT.
if redis.call('EXISTS', KEYS[1]) == 0 then
  return { 'NO_ACCOUNT' }
end
redis.call('HSET', KEYS[1], 'deleting', '1')
local answer = { 'DELETING' }
for _, token in ipairs(redis.call('SMEMBERS', KEYS[2])) do
  answer[#answer + 1] = token
end
return answer
