-- Keeps how far files were read.
--
-- takes    $1 jsonb   [{host, path, agent, kind, inode, head, bytes, place, lines, skipped}]
-- called   ImportStore.Keep
insert into brain.import_files as f (host, path, agent, kind, inode, head, bytes, place, lines, skipped)
select r.* from jsonb_to_recordset($1) as r (host text, path text, agent text, kind text, inode numeric, head text, bytes bigint, place jsonb,
  lines bigint, skipped bigint)
on conflict (host, path) do update
set agent = excluded.agent, kind = excluded.kind, inode = excluded.inode, head = excluded.head, bytes = excluded.bytes,
    place = excluded.place, lines = excluded.lines, skipped = excluded.skipped, read_at = public.brain_now();
