-- The exact sliding window log: a list holds when each admitted request came, oldest first, in
-- microseconds of this Redis' clock. A request is admitted while fewer than the limit came within
-- the span before it, so no window of that length ever holds more. Refused requests leave no trace.
-- Each entry is pushed once and popped once, and a list nobody adds to is gone after two spans and
-- a bit. Every request to the fleet runs this: it makes no tables, and calls no more than it has to.
local call = redis.call
local time = call('TIME')
-- As text: Redis takes longer to write a number than to take one as it is.
local now = time[1] .. string.sub('00000' .. time[2], -6)
local clock = tonumber(now)

-- Takes one from a window: how many are in it now, when the oldest of them came, and whether it was
-- full, and nothing taken.
-- The end of the list is moved on when its oldest entry is of another quarter of a span than the
-- one before was. While that stays the same, so long as it is in the window, so long reaches what
-- was set then: two spans and a quarter.
local function take(key, span, limit)
  local first = call('LINDEX', key, 0)
  local oldest = first
  while oldest and oldest + span <= clock do
    call('LPOP', key)
    oldest = call('LINDEX', key, 0)
  end
  local used = call('RPUSH', key, now)
  if used == 1 or oldest ~= first and math.floor(oldest * 4 / span) ~= math.floor(first * 4 / span) then
    call('PEXPIRE', key, math.ceil(span * 9 / 4000) + 1000)
  end
  if used > limit then
    call('RPOP', key)
    return used - 1, oldest, true
  end
  return used, oldest or clock, false
end

-- When a window that holds so many, and more than its limit where the limit was lowered, has room
-- for one more.
local function free_at(key, limit, span, used, oldest)
  if used > limit then
    oldest = call('LINDEX', key, used - limit)
  end
  return oldest + span
end

