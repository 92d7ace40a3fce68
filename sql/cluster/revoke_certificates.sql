-- Revokes every certificate of silos and destroys their private keys. returns int, how many. called CertificateStore.Rotate
with revoked as (
  update brain.silo_certificates set revoked_at = brain_now(), private_key = null
  where revoked_at is null
  returning thumbprint)
select count(*)::int from revoked;
