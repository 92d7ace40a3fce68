-- Adds a certificate for silos when the newest ends soon or there is none. Idempotent under the lock: of silos that add one
-- at the same moment, one does. What ended a week ago goes.
--
-- takes    $1 text thumbprint, $2 bytea certificate, $3 bytea private key, $4 timestamptz expiry
--          $5 interval  how long before its end a certificate gets a successor
--          $6 interval  how long after it was made a successor is presented; the first one is at once
-- returns  text thumbprint, when it was added
-- called   CertificateStore.Add, CertificateStore.Rotate
with good as (
  select max(expires_at) as ends from brain.silo_certificates where revoked_at is null and expires_at > brain_now()),
gone as (
  delete from brain.silo_certificates where expires_at < brain_now() - interval '7 days')
insert into brain.silo_certificates (thumbprint, certificate, private_key, presented_at, expires_at)
select $1, $2, $3, brain_now() + case when good.ends is null then interval '0' else $6 end, $4
from good
where good.ends is null or good.ends < brain_now() + $5
returning thumbprint;
