-- Replaces a field of a hash if it still is what was read.
-- KEYS: 1 hash. ARGV: 1 field, 2 what it was, 3 what it shall be
-- Answers DONE; CHANGED when somebody else has written it or it is gone.
if redis.call('HGET', KEYS[1], ARGV[1]) ~= ARGV[2] then
  return 'CHANGED'
end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
return 'DONE'
