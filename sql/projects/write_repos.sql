-- Keeps clones. takes $1 jsonb, $2 text[], $3 text[], $4 text; returns as v2.sync_repos. called RepoStore.Sync
select s.added, s.changed, s.archived, s.same from v2.sync_repos($1, $2, $3, $4) s;
