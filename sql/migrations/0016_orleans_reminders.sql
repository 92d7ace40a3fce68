-- What grains asked to be woken for. The hash is a ring: a range that ends before it begins goes over the top.
create table orleans.reminders (
  serviceid     text not null,
  grainid       text not null,
  remindername  text not null,
  starttime     timestamptz not null,
  period        bigint not null,
  grainhash     integer not null,
  version       integer not null,
  primary key (serviceid, grainid, remindername)
);
create index reminders_ring on orleans.reminders (serviceid, grainhash);

insert into orleans.orleansquery (querykey, querytext) values
('UpsertReminderRowKey', $$
  insert into orleans.reminders as r (serviceid, grainid, remindername, starttime, period, grainhash, version)
  values (@ServiceId, @GrainId, @ReminderName, @StartTime, @Period, @GrainHash, 0)
  on conflict (serviceid, grainid, remindername) do update
  set starttime = excluded.starttime, period = excluded.period, grainhash = excluded.grainhash, version = r.version + 1
  returning version
$$),
('ReadReminderRowsKey', $$
  select grainid, remindername, starttime, period, version
  from orleans.reminders where serviceid = @ServiceId and grainid = @GrainId
$$),
('ReadReminderRowKey', $$
  select grainid, remindername, starttime, period, version
  from orleans.reminders where serviceid = @ServiceId and grainid = @GrainId and remindername = @ReminderName
$$),
('ReadRangeRows1Key', $$
  select grainid, remindername, starttime, period, version
  from orleans.reminders where serviceid = @ServiceId and grainhash > @BeginHash and grainhash <= @EndHash
$$),
('ReadRangeRows2Key', $$
  select grainid, remindername, starttime, period, version
  from orleans.reminders where serviceid = @ServiceId and (grainhash > @BeginHash or grainhash <= @EndHash)
$$),
('DeleteReminderRowKey', $$
  with gone as (
    delete from orleans.reminders
    where serviceid = @ServiceId and grainid = @GrainId and remindername = @ReminderName and version = @Version
    returning 1)
  select count(*)::int from gone
$$),
('DeleteReminderRowsKey', $$
  delete from orleans.reminders where serviceid = @ServiceId
$$);
