-- What grains remember that has no row of its own. A write that names a version other than the row's writes nothing
-- and hands the caller's own version back, which the provider takes for a conflict.
create table orleans.storage (
  grainidhash             integer not null,
  grainidn0               bigint not null,
  grainidn1               bigint not null,
  graintypehash           integer not null,
  graintypestring         text not null,
  grainidextensionstring  text,
  serviceid               text not null,
  payloadbinary           bytea,
  modifiedon              timestamptz not null,
  version                 integer not null check (version >= 1),
  unique nulls not distinct (
    grainidhash, graintypehash, grainidn0, grainidn1, graintypestring, grainidextensionstring, serviceid)
);

insert into orleans.orleansquery (querykey, querytext) values
('WriteToStorageKey', $$
  with changed as (
    update orleans.storage set payloadbinary = @PayloadBinary, modifiedon = now(), version = version + 1
    where grainidhash = @GrainIdHash and graintypehash = @GrainTypeHash and grainidn0 = @GrainIdN0
      and grainidn1 = @GrainIdN1 and graintypestring = @GrainTypeString and serviceid = @ServiceId
      and grainidextensionstring is not distinct from @GrainIdExtensionString::text
      and version = @GrainStateVersion::int
    returning version),
  added as (
    insert into orleans.storage (
      grainidhash, grainidn0, grainidn1, graintypehash, graintypestring, grainidextensionstring, serviceid,
      payloadbinary, modifiedon, version)
    select @GrainIdHash, @GrainIdN0, @GrainIdN1, @GrainTypeHash, @GrainTypeString, @GrainIdExtensionString::text, @ServiceId,
      @PayloadBinary, now(), 1
    where @GrainStateVersion::int is null
    on conflict do nothing
    returning version)
  select coalesce((select version from changed), (select version from added), @GrainStateVersion::int) as newgrainstateversion
$$),
('ReadFromStorageKey', $$
  select payloadbinary, modifiedon, version
  from orleans.storage
  where grainidhash = @GrainIdHash and graintypehash = @GrainTypeHash and grainidn0 = @GrainIdN0
    and grainidn1 = @GrainIdN1 and graintypestring = @GrainTypeString and serviceid = @ServiceId
    and grainidextensionstring is not distinct from @GrainIdExtensionString::text
$$),
('ClearStorageKey', $$
  update orleans.storage set payloadbinary = null, modifiedon = now(), version = version + 1
  where grainidhash = @GrainIdHash and graintypehash = @GrainTypeHash and grainidn0 = @GrainIdN0
    and grainidn1 = @GrainIdN1 and graintypestring = @GrainTypeString and serviceid = @ServiceId
    and grainidextensionstring is not distinct from @GrainIdExtensionString::text
    and version = @GrainStateVersion::int
  returning version as newgrainstateversion
$$),
('DeleteStorageKey', $$
  delete from orleans.storage
  where grainidhash = @GrainIdHash and graintypehash = @GrainTypeHash and grainidn0 = @GrainIdN0
    and grainidn1 = @GrainIdN1 and graintypestring = @GrainTypeString and serviceid = @ServiceId
    and grainidextensionstring is not distinct from @GrainIdExtensionString::text
    and version = @GrainStateVersion::int
  returning version + 1 as newgrainstateversion
$$);
