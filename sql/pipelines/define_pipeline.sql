-- Keeps a definition: as version 1 of a new pipeline, as the next of one that is there, or not at all when nothing differs.
--
-- takes    d   {"name", "description"?, "tell", "body", "definition", "source"}
-- returns  {"version", "new": true when it was written}; null when there is no active persona of that name
-- called   PipelineStore.Define
create or replace function v2.define_pipeline(d jsonb) returns jsonb
language plpgsql as $$
declare
  who uuid := (select p.id from v2.personas p where lower(p.name) = lower(d ->> 'tell') and p.status = 'active');
  before v2.pipelines;
  latest int;
begin
  if who is null then
    return null;
  end if;
  -- One at a time for each name; a name that is new has no row to lock.
  perform pg_advisory_xact_lock(hashtextextended('pipeline ' || (d ->> 'name'), 0));
  select * into before from v2.pipelines p where p.name = d ->> 'name' and p.status = 'active';
  if found and (before.persona_id, before.definition, before.body) is not distinct from (who, d -> 'definition', d ->> 'body') then
    return jsonb_build_object('version', before.version, 'new', false);
  end if;
  select coalesce(max(p.version), 0) into latest from v2.pipelines p where p.name = d ->> 'name';
  update v2.pipelines set status = 'superseded' where id = before.id;
  insert into v2.pipelines (name, version, description, persona_id, body, definition, source)
  values (d ->> 'name', latest + 1, d ->> 'description', who, d ->> 'body', d -> 'definition', d ->> 'source');
  return jsonb_build_object('version', latest + 1, 'new', true);
end $$;
