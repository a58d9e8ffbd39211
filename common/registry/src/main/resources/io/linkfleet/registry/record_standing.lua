-- Writes what the instance is doing now.
-- Answers DONE; NO_INSTANCE.
if not instance_exists() then
  return 'NO_INSTANCE'
end
set_standing()
commit()
return 'DONE'
