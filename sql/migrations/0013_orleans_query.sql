-- The engine's own tables lie in a schema of their own. Its providers read their statements from orleansquery at
-- start and know them by key; keys, parameters and result columns are the providers' contract
-- (dotnet/orleans, src/AdoNet/Shared/Storage/DbStoredQueries.cs), the statements are ours.
create schema orleans;

create table orleans.orleansquery (
  querykey   text primary key,
  querytext  text not null
);
