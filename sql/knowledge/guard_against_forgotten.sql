-- Has tables refuse what was forgotten. takes $1 boolean: v2.guard_forgotten. called ForgetStore.Guard
select v2.guard_forgotten($1)
