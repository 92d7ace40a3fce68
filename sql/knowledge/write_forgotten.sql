-- Writes rows without what is forgotten. takes $1 text, $2 jsonb, $3 uuid, $4 jsonb. returns int: v2.forget_rows. called ForgetStore.Write
select v2.forget_rows($1, $2, $3, $4)
