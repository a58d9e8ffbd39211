-- Takes one request from the budget of an address that came without a valid token.
-- KEYS: 1 calls of the address
-- ARGV: 1 limit, 2 span of the window in microseconds
-- Answers COUNTED or LIMITED, then the allowance.
local calls = window(KEYS[1], tonumber(ARGV[1]), tonumber(ARGV[2]))
local state = 'LIMITED'
if not is_full(calls) then
  take(calls)
  state = 'COUNTED'
end
local a = allowance(calls)
return { state, a[1], a[2], a[3], a[4] }
