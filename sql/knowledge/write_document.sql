-- takes    $1 text project  $2 text title  $3 text path  $4 text media type  $5 text digest  $6 text[] headings  $7 text[] texts
-- returns  added, changed, same or forgotten
-- called   DocumentStore.Keep
select v2.keep_document($1, $2, $3, $4, $5, $6, $7);
