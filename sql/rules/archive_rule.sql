-- Puts a rule away. takes $1 uuid; returns id, no row when there is none. called RuleStore.Archive
update v2.rules set status = 'archived' where id = $1 and status = 'active' returning id;
