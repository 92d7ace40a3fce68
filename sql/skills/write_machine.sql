-- Keeps what skills call a machine. takes $1 text: as sessions call it, $2 text: as skills do. called SkillPlaceStore.KnowMachine
insert into brain.skill_machines as k (machine, host) values ($1, $2)
on conflict (machine) do update set host = excluded.host where k.host <> excluded.host;
