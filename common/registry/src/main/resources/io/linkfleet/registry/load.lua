-- Reads an instance with all its devices at one moment.
-- KEYS: 1 instance record, 2 departing devices
-- Answers the two hashes, each as field, value, field, value...; the first is empty when there is
-- no such instance.
return { redis.call('HGETALL', KEYS[1]), redis.call('HGETALL', KEYS[2]) }
