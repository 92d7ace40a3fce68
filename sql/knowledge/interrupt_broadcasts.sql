-- Ends broadcasts whose silo went away while they were under way: nobody is asked again by itself.
--
-- takes    $1 timestamptz   now
-- returns  the broadcasts ended
-- called   BroadcastStore.Interrupt
update v2.broadcasts set status = 'interrupted', ended_at = $1
where status = 'open' and asked_at + deadline_ms * interval '1 millisecond' < $1 - interval '1 minute'
returning id;
