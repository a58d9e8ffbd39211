-- The exact sliding window log: a list holds when each admitted request came, oldest first, in
-- microseconds of this Redis' clock. A request is admitted while fewer than the limit came within
-- the span before it, so no window of that length ever holds more. Refused requests leave no trace.
-- Each entry is pushed once and popped once, and a list nobody adds to is gone soon after the span.
local time = redis.call('TIME')
local clock = tonumber(time[1]) * 1000000 + tonumber(time[2])

-- Reads a window, without what has left it.
local function window(key, limit, span)
  local oldest = tonumber(redis.call('LINDEX', key, 0))
  while oldest and oldest + span <= clock do
    redis.call('LPOP', key)
    oldest = tonumber(redis.call('LINDEX', key, 0))
  end
  local used = oldest and redis.call('LLEN', key) or 0
  return { key = key, limit = limit, span = span, used = used, oldest = oldest }
end

local function is_full(w)
  return w.used >= w.limit
end

-- The list stays in order even if the clock steps back. Its end is moved on by the first request of
-- each second, two seconds beyond the span: what comes later in that second is still covered.
local function take(w)
  local newest = w.oldest and tonumber(redis.call('LINDEX', w.key, -1)) or 0
  local at = math.max(clock, newest)
  redis.call('RPUSH', w.key, string.format('%.0f', at))
  if math.floor(newest / 1000000) < math.floor(at / 1000000) then
    redis.call('PEXPIRE', w.key, math.ceil(w.span / 1000) + 2000)
  end
  w.oldest = w.oldest or at
  w.used = w.used + 1
end

-- limit, remaining, second in which one more is free again, milliseconds until then.
local function allowance(w)
  local next_to_leave = w.oldest
  if w.used > w.limit then
    next_to_leave = tonumber(redis.call('LINDEX', w.key, w.used - w.limit))
  end
  local free = (next_to_leave or clock) + w.span
  return {
    w.limit, math.max(w.limit - w.used, 0), math.ceil(free / 1000000), math.ceil((free - clock) / 1000)
  }
end

