-- Writes a row of bookkeeping. takes $1 text, $2 text, $3 jsonb, $4 jsonb. returns int: v2.forget_other_write. called ForgetWalk.Next
select v2.forget_other_write($1, $2, $3, $4)
