-- A search reads index entries alone, which needs pages that were vacuumed: soon after many skills came, not at a fifth of the table.
alter table brain.skill_terms set (autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 2000);
