-- Reads the next rows of bookkeeping. takes $1 text, $2 text, $3 int. returns place, texts: v2.forget_other_page. called ForgetWalk.Next
select p.place, p.texts from v2.forget_other_page($1, $2, $3) p
