-- Counts the ratings of every persona that is not archived, by name. takes $1 int: at most so many of the newest of each;
-- returns jsonb, shape: Brain.Domain/Personas/PersonaLog.cs, PersonaPrecision. called AuditStore.Precisions
select coalesce(jsonb_agg(jsonb_build_object(
  'id', p.id, 'name', p.name, 'emoji', p.emoji, 'muted', p.metadata -> 'muted' is not distinct from 'true',
  'counts', v2.rating_counts(p.id, $1)) order by p.tier, lower(p.name)), '[]')
from v2.personas p
where p.status <> 'archived';
