-- The exact sliding window log: a list holds when each admitted request came, oldest first, in
-- microseconds of this Redis' clock. A request is admitted while fewer than the limit came within
-- the span before it, so no window of that length ever holds more. Refused requests leave no trace.
-- Each entry is pushed once and popped once, and a list nobody adds to is gone soon after the span.
-- Every request to the fleet runs this: it makes no tables, and calls no more than it has to.
local call = redis.call
local time = call('TIME')
local clock = time[1] * 1000000 + time[2]

-- How many are in a window, without those that have left it, and when the oldest of them came.
local function look(key, span)
  local oldest = call('LINDEX', key, 0)
  while oldest and oldest + span <= clock do
    call('LPOP', key)
    oldest = call('LINDEX', key, 0)
  end
  if not oldest then
    return 0, nil
  end
  return call('LLEN', key), tonumber(oldest)
end

-- Adds one to a window; when its oldest came. The list stays in order even if the clock steps back.
-- Its end is moved on by the first request of each second, two seconds beyond the span: what comes
-- later in that second is still covered. Redis writes a number with 17 digits, and this has 16.
local function take(key, span, oldest)
  local at, newest = clock, 0
  if oldest then
    newest = tonumber(call('LINDEX', key, -1))
    if newest > at then
      at = newest
    end
  end
  call('RPUSH', key, at)
  if newest - newest % 1000000 + 1000000 <= at then
    call('PEXPIRE', key, math.ceil(span / 1000) + 2000)
  end
  return oldest or at
end

-- When a window that holds so many, and more than its limit where the limit was lowered, has room
-- for one more.
local function free_at(key, limit, span, used, oldest)
  if used > limit then
    oldest = call('LINDEX', key, used - limit)
  end
  return (oldest or clock) + span
end

