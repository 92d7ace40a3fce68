-- Writes all that is changed into the tables' files; segments of the log before it are not needed any more. called ForgottenBytes.EmptyLog
checkpoint
