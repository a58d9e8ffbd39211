-- Removes the record of an account that is being deleted and has nothing left.
-- KEYS: 1 account, 2 token hashes of the account, 3 names of the account
-- Answers DONE; LEFT when there still is something.
if redis.call('EXISTS', KEYS[2], KEYS[3]) > 0 then
  return 'LEFT'
end
redis.call('DEL', KEYS[1])
return 'DONE'
