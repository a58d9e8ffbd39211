-- Opens every script about a webhook. One instance, one slot.
-- KEYS: 1 webhook, 2 sequences it has heard, 3 its deliveries, 4 index of instances with such,
--       5 instance record, 6 its deliveries that were tried, newest first
-- ARGV: 1 instance id, then those of the script

-- A deleted instance keeps its record until the last of its devices is unlinked.
local function instance_exists()
  return redis.call('EXISTS', KEYS[5]) == 1 and redis.call('HEXISTS', KEYS[5], 'deleted') == 0
end

local function forget_deliveries()
  redis.call('DEL', KEYS[2], KEYS[3], KEYS[6])
  redis.call('HDEL', KEYS[4], ARGV[1])
end

-- Of one that is tried again only the last attempt is kept, and how many there were. Twenty at most.
local function remember_attempt(id, came_of_it)
  if redis.call('HEXISTS', KEYS[1], 'url') == 0 or redis.call('HEXISTS', KEYS[1], 'last') == 1 then
    return
  end
  local attempts = 1
  for _, entry in ipairs(redis.call('LRANGE', KEYS[6], 0, -1)) do
    if string.sub(entry, 1, #id + 1) == id .. '\n' then
      attempts = tonumber(string.match(entry, '(%d+)\n', #id + 2)) + 1
      redis.call('LREM', KEYS[6], 1, entry)
      break
    end
  end
  redis.call('LPUSH', KEYS[6], id .. '\n' .. attempts .. '\n' .. came_of_it)
  redis.call('LTRIM', KEYS[6], 0, 19)
end

-- Of an instance that is gone, after the delivery of its last event.
local function forget_when_over()
  local last = redis.call('HGET', KEYS[1], 'last')
  if not last or redis.call('EXISTS', KEYS[3]) == 1 then
    return
  end
  local newest = redis.call('ZREVRANGE', KEYS[2], 0, 0)[1]
  if newest and tonumber(newest) >= tonumber(last) then
    redis.call('DEL', KEYS[1])
    forget_deliveries()
  end
end

