-- The time by which certificates are made. returns timestamptz. called CertificateStore.Now
select brain_now();
