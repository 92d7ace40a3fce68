-- Takes the right to forget for as long as the connection lives; one silo has it. returns boolean. called ForgottenBytes.Lock
select pg_try_advisory_lock(hashtext('brain forget'))
