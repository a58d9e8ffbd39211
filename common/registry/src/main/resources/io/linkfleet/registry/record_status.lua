-- Writes what the instance is doing now.
-- ARGV: 4 status, 5 at
-- Answers DONE; NO_INSTANCE.
if not instance_exists() then
  return 'NO_INSTANCE'
end
set_status(ARGV[4], ARGV[5])
return 'DONE'
