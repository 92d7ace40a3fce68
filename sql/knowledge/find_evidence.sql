-- Finds what the brain knows about a question: learnings and a persona's comments that share a word with it. What the brain itself
-- answered is none. A word in common is enough (OR); more words, and rarer places, rank higher. Importance and confidence are told, never hidden filters.
--
-- takes    $1 text   the question's words, as a tsquery of alternatives
--          $2 uuid   whose comments, or null for everybody's
--          $3 text   the project's folder, or null for every project
--          $4 int    at most so many of each kind
-- returns  kind (learning, comment), id, session_id, turn_num, text, rank, importance, confidence, unreviewed, rejected, created_at; best first
-- called   EvidenceStore.Find
with asked as (select $1::tsquery as words),
found as (
  (select 'learning' as kind, l.id, l.session_id, null::int as turn_num, l.text, ts_rank(l.search, a.words) as rank, l.importance, l.confidence, l.status = 'unreviewed' as unreviewed, l.status = 'rejected' as rejected, l.created_at
   from asked a join v2.learnings l on l.search @@ a.words
   where l.status in ('active', 'unreviewed', 'rejected') and l.kind not in ('question', 'answer') and ($3::text is null or l.project_key is null or l.project_key = v2.project_key($3))
   order by rank desc, l.created_at desc limit $4)
  union all
  (select 'comment', c.id, c.session_id, c.turn_num, c.comment, ts_rank(to_tsvector('simple', c.comment), a.words), c.importance, c.confidence, false, false, c.created_at
   from asked a cross join lateral (
     (select * from v2.persona_comments k where k.persona_id = $2 order by k.created_at desc, k.id desc limit 2000)
     union all
     (select * from v2.persona_comments k where $2::uuid is null order by k.created_at desc limit 2000)) c
   where to_tsvector('simple', c.comment) @@ a.words and c.rating is distinct from 'wrong'
   order by 6 desc, c.created_at desc limit $4))
select kind, id, session_id, turn_num, text, rank, importance, confidence, unreviewed, rejected, created_at from found
-- What a person marked as important leads, and then what fits best.
order by coalesce(importance, 3) desc, rank desc, kind;
