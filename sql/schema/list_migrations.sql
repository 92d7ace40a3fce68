-- Lists what was applied, with its checksum. called Migrator.Apply
select file, checksum from brain.migrations;
