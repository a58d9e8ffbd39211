-- Takes one request from the budget of an address that came without a valid token.
-- KEYS: 1 calls of the address
-- ARGV: 1 limit, 2 span of the window in microseconds
-- Answers COUNTED or LIMITED, then limit, remaining, second in which one more is free again,
-- milliseconds until then.
local key, limit, span = KEYS[1], tonumber(ARGV[1]), tonumber(ARGV[2])
local used, oldest, full = take(key, span, limit)
local free = free_at(key, limit, span, used, oldest)
return {
  full and 'LIMITED' or 'COUNTED', limit, math.max(limit - used, 0), math.ceil(free / 1000000),
  math.ceil((free - clock) / 1000)
}
