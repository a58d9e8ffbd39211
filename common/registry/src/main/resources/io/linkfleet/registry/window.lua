-- The exact sliding window log: a list holds when each admitted request came, oldest first, in
-- microseconds of this Redis' clock. A request is admitted while fewer than the limit came within
-- the span before it, so no window of that length ever holds more. Refused requests leave no trace.
-- Each entry is pushed once and popped once, and a list nobody adds to is gone after the span.
local time = redis.call('TIME')
local clock = tonumber(time[1]) * 1000000 + tonumber(time[2])

-- Reads a window, without what has left it.
local function window(key, limit, span)
  local oldest = redis.call('LINDEX', key, 0)
  while oldest and tonumber(oldest) + span <= clock do
    redis.call('LPOP', key)
    oldest = redis.call('LINDEX', key, 0)
  end
  return { key = key, limit = limit, span = span, used = redis.call('LLEN', key) }
end

local function is_full(w)
  return w.used >= w.limit
end

-- The list stays in order even if the clock steps back.
local function take(w)
  local newest = tonumber(redis.call('LINDEX', w.key, -1) or 0)
  redis.call('RPUSH', w.key, string.format('%.0f', math.max(clock, newest)))
  redis.call('PEXPIRE', w.key, math.ceil(w.span / 1000) + 1000)
  w.used = w.used + 1
end

-- limit, remaining, second in which one more is free again, milliseconds until then.
local function allowance(w)
  local next_to_leave = redis.call('LINDEX', w.key, math.max(w.used - w.limit, 0))
  local free = tonumber(next_to_leave or clock) + w.span
  return {
    w.limit, math.max(w.limit - w.used, 0), math.ceil(free / 1000000), math.ceil((free - clock) / 1000)
  }
end

