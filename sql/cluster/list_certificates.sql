-- Lists the certificates of silos, the one to present first. Times are spans from now by this server's clock, so that the
-- clocks of silos need not agree.
--
-- returns  bytea certificate, bytea private_key (null when revoked), float8 seconds until it is presented, float8 seconds
--          until it expires, boolean revoked
-- called   CertificateStore.List
select
  certificate,
  private_key,
  extract(epoch from presented_at - brain_now())::float8,
  extract(epoch from expires_at - brain_now())::float8,
  revoked_at is not null
from brain.silo_certificates
order by presented_at desc, thumbprint;
