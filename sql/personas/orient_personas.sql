-- returns  [text]: active personas, as emoji and name
-- called   v2.orientation
create or replace function v2.orient_personas() returns jsonb
language plpgsql stable as $$
begin
  return (
    select coalesce(jsonb_agg(p.emoji || ' ' || p.name order by p.tier, p.name), '[]')
    from v2.personas p where p.status = 'active');
end $$;
