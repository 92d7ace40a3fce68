-- A search reads index entries alone, which needs pages that were vacuumed: soon after many skills came, not at a fifth of the table.
alter table brain.skill_terms set (autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 2000);

-- Words are compared byte by byte: by the rules of a language it takes twice as long to find their places in the index.
alter table brain.skill_terms alter column lexeme type text collate "C";
