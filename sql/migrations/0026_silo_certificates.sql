-- The certificates that silos know each other by: who can read this table is a silo, and nobody else is. Outside v2, for a
-- private key may have no history.
create table brain.silo_certificates (
  thumbprint    text        primary key check (thumbprint ~ '^[0-9a-f]{64}$'),  -- SHA-256 of the certificate
  certificate   bytea       not null,                                           -- X.509, DER
  private_key   bytea,                                                          -- PKCS #8, DER; gone once it is revoked
  made_at       timestamptz not null default public.brain_now(),
  presented_at  timestamptz not null,                                           -- from then on silos present it
  expires_at    timestamptz not null,                                           -- until then silos accept it
  revoked_at    timestamptz,                                                    -- from then on no silo accepts it
  check (presented_at < expires_at),
  check ((revoked_at is null) = (private_key is not null))
);

revoke all on brain.silo_certificates from public;
