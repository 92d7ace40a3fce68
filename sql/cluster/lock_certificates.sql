-- Lets one silo at a time add or revoke certificates, for the rest of a transaction; reading goes on. called
-- CertificateStore.Add, CertificateStore.Rotate
set local lock_timeout = '9s';
lock table brain.silo_certificates in share row exclusive mode;
