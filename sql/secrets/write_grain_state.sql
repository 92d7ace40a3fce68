-- Writes what a grain remembers without its secrets; a grain that wrote meanwhile has the last word, and has none in it.
--
-- takes    $1 text     the row's place
--          $2 integer  its version
--          $3 text     the body
-- returns  nothing
-- called   StoredTexts.Next
update orleans.storage set payloadbinary = convert_to($3, 'UTF8') where ctid = $1::tid and version = $2
