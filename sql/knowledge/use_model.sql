-- takes    $1 text   model    $2 int   most        returns int, texts of other models taken out
-- called   SearchIndexStore.Use
select v2.switch_model($1, $2);
