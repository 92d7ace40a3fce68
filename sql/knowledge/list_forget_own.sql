-- Lists the rows that go with one. takes $1 uuid. returns uuid: v2.forget_own. called ForgetStore.Plan
select o from v2.forget_own($1) o
