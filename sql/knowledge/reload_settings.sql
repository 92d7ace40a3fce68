-- Has the server read its settings. returns boolean. called ForgottenBytes.EmptyLog
select pg_reload_conf()
