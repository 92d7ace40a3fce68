-- Lists how far this machine's files were read. takes $1 text host. called ImportStore.Places
select path, agent, kind, inode, head, bytes, place, lines, skipped from brain.import_files where host = $1;
