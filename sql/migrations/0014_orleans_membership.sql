-- Which silos there are. Every change of a row also moves the deployment's version, in one statement, or neither.
create table orleans.deployment (
  deploymentid  text primary key,
  timestamp     timestamptz not null default now(),
  version       integer not null default 0
);

create table orleans.membership (
  deploymentid  text not null references orleans.deployment (deploymentid),
  address       text not null,
  port          integer not null,
  generation    integer not null,
  siloname      text not null,
  hostname      text not null,
  status        integer not null,
  proxyport     integer,
  suspecttimes  text,
  starttime     timestamptz not null,
  iamalivetime  timestamptz not null,
  primary key (deploymentid, address, port, generation)
);

insert into orleans.orleansquery (querykey, querytext) values
('InsertMembershipVersionKey', $$
  with added as (
    insert into orleans.deployment (deploymentid) values (@DeploymentId) on conflict do nothing returning 1)
  select count(*)::int from added
$$),
('InsertMembershipKey', $$
  with moved as (
    update orleans.deployment d set version = d.version + 1, timestamp = now()
    where d.deploymentid = @DeploymentId and d.version = @Version and not exists (
      select from orleans.membership m
      where m.deploymentid = @DeploymentId and m.address = @Address and m.port = @Port and m.generation = @Generation)
    returning 1),
  added as (
    insert into orleans.membership (
      deploymentid, address, port, generation, siloname, hostname, status, proxyport, starttime, iamalivetime)
    select @DeploymentId, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime
    from moved
    returning 1)
  select count(*)::int from added
$$),
('UpdateMembershipKey', $$
  with moved as (
    update orleans.deployment d set version = d.version + 1, timestamp = now()
    where d.deploymentid = @DeploymentId and d.version = @Version and exists (
      select from orleans.membership m
      where m.deploymentid = @DeploymentId and m.address = @Address and m.port = @Port and m.generation = @Generation)
    returning 1),
  changed as (
    update orleans.membership m set status = @Status, suspecttimes = @SuspectTimes, iamalivetime = @IAmAliveTime
    from moved
    where m.deploymentid = @DeploymentId and m.address = @Address and m.port = @Port and m.generation = @Generation
    returning 1)
  select count(*)::int from changed
$$),
('UpdateIAmAlivetimeKey', $$
  update orleans.membership set iamalivetime = @IAmAliveTime
  where deploymentid = @DeploymentId and address = @Address and port = @Port and generation = @Generation
$$),
('MembershipReadRowKey', $$
  select d.deploymentid, m.address, m.port, m.generation, m.siloname, m.hostname, m.status, m.proxyport,
         m.suspecttimes, m.starttime, m.iamalivetime, d.version
  from orleans.deployment d
  left join orleans.membership m
    on m.deploymentid = d.deploymentid and m.address = @Address and m.port = @Port and m.generation = @Generation
  where d.deploymentid = @DeploymentId
$$),
('MembershipReadAllKey', $$
  select d.deploymentid, m.address, m.port, m.generation, m.siloname, m.hostname, m.status, m.proxyport,
         m.suspecttimes, m.starttime, m.iamalivetime, d.version
  from orleans.deployment d
  left join orleans.membership m on m.deploymentid = d.deploymentid
  where d.deploymentid = @DeploymentId
$$),
('DeleteMembershipTableEntriesKey', $$
  with gone as (delete from orleans.membership where deploymentid = @DeploymentId)
  delete from orleans.deployment where deploymentid = @DeploymentId
$$),
('GatewaysQueryKey', $$
  select address, proxyport, generation
  from orleans.membership
  where deploymentid = @DeploymentId and status = @Status and proxyport > 0
$$),
('CleanupDefunctSiloEntriesKey', $$
  delete from orleans.membership
  where deploymentid = @DeploymentId and iamalivetime < @IAmAliveTime and status <> 3   -- 3 is an active silo
$$);
