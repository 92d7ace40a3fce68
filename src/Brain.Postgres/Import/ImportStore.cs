using System.Text.Json;
using Brain.Domain.Import;
using Brain.Messages.Import;
using Brain.Messages.Sessions;
using Npgsql;
using NpgsqlTypes;

namespace Brain.Postgres.Import;

/// <summary>
/// Writes what agents' own files tell, and how far they were read. Writing the same again changes nothing, so whoever
/// was interrupted begins again where its place was kept last.
/// </summary>
public sealed class ImportStore(NpgsqlDataSource database)
{
    // A piece may wait for the rows of live sessions, and no hook waits for it.
    private const int PieceSecondsMax = 120;

    /// <summary>The rows as they are handed over, redacted.</summary>
    public static string Text(SessionImport rows) => JsonSerializer.Serialize(rows, ImportJson.Default.SessionImport);

    /// <summary>Writes pieces of many sessions, all or none but for those that are deferred.</summary>
    /// <param name="pieces">In the order of the files.</param>
    /// <param name="stop">Gives up waiting.</param>
    /// <returns>What came of each.</returns>
    public async Task<ImportCounts[]> Write(SessionImport[] pieces, CancellationToken stop)
    {
        var requests = new RequestColumns();
        for (var place = 0; place < pieces.Length; place++)
            requests.Add(place + 1, pieces[place].Usage);
        await using var command = database.CreateCommand(Sql.Read("import/import_now.sql"));
        command.CommandTimeout = PieceSecondsMax;
        var rows = pieces.Select(piece => Text(piece with { Usage = [] })).ToArray();
        command.Parameters.Add(new() { Value = rows, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb });
        foreach (var column in requests.ToParameters())
            command.Parameters.Add(column);
        return await Rows.ReadAll(command, row => Counts(row.GetString(0)), stop);
    }

    /// <summary>Writes a piece of one session, while its grain waits.</summary>
    public async Task<ImportCounts> WriteHeld(string rows, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("import/import_held.sql"));
        command.Parameters.Add(new() { Value = rows, NpgsqlDbType = NpgsqlDbType.Jsonb });
        return Counts((string)(await command.ExecuteScalarAsync(stop))!);
    }

    /// <summary>Writes notes, one learning each.</summary>
    /// <returns>How many are new or other than they were, and how many are left as they are because something of them
    /// was forgotten.</returns>
    public async Task<(int Changed, int Left)> Notes(ImportedNote[] notes, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("import/import_notes.sql"));
        command.Parameters.Add(Json(notes));
        return (await Rows.ReadAll(command, row => (row.GetInt32(0), row.GetInt32(1)), stop))[0];
    }

    /// <summary>
    /// The learnings that say what a note says, of whose file there is none yet; a stray one is of no project, though
    /// the note is of one.
    /// </summary>
    public async Task<(Guid Id, string? Origin, bool IsStray)[]> SameNotes(ImportedNote note, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("import/find_same_notes.sql"));
        command.Parameters.Add(Json([note]));
        return await Rows.ReadAll(
            command,
            row => (row.GetGuid(0), Rows.Read<string>(row, 1), row.GetBoolean(2)),
            stop
        );
    }

    /// <summary>The files that said what a note said until now, when they were read last.</summary>
    public async Task<(Guid Learning, string Origin)[]> Copies(ImportedNote note, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("import/find_note_copies.sql"));
        command.Parameters.Add(Json([note]));
        return await Rows.ReadAll(command, row => (row.GetGuid(0), row.GetString(1)), stop);
    }

    /// <summary>Notes that a file says the same as a learning of another.</summary>
    public Task KeepCopy(Guid learning, ImportedNote note, CancellationToken stop) =>
        OfFile(Sql.Read("import/keep_copy.sql"), learning, MetadataOf(note), stop);

    /// <summary>Makes a learning that of another file.</summary>
    public Task MoveNote(Guid learning, ImportedNote note, CancellationToken stop) =>
        OfFile(Sql.Read("import/move_note.sql"), learning, MetadataOf(note), stop);

    /// <summary>A machine's notes of no known project.</summary>
    public async Task<(Guid Id, string Source, string File)[]> StrayNotes(string host, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("import/list_stray_notes.sql"));
        command.Parameters.Add(new() { Value = host });
        return await Rows.ReadAll(command, row => (row.GetGuid(0), row.GetString(1), row.GetString(2)), stop);
    }

    /// <summary>Gives a note of no project one.</summary>
    public async Task PlaceNote(Guid learning, string project, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("import/place_note.sql"));
        command.Parameters.Add(new() { Value = learning });
        command.Parameters.Add(new() { Value = project });
        await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>The folders that people worked in.</summary>
    public async Task<string[]> Worked(CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("import/list_worked.sql"));
        return await Rows.ReadAll(command, row => row.GetString(0), stop);
    }

    /// <summary>Keeps how far files were read; what they told must be written before.</summary>
    public async Task Keep(StoredFile[] files, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("import/keep_places.sql"));
        command.Parameters.Add(
            new()
            {
                Value = JsonSerializer.Serialize(files, PlaceJson.Default.StoredFileArray),
                NpgsqlDbType = NpgsqlDbType.Jsonb,
            }
        );
        await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>How far a machine's files were read.</summary>
    /// <param name="host">Which machine.</param>
    /// <param name="files">These transcripts and those of their agents; null for all that are known.</param>
    /// <param name="stop">Ends the waiting.</param>
    public async Task<StoredFile[]> Places(string host, string[]? files, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("import/list_places.sql"));
        command.Parameters.Add(new() { Value = host });
        command.Parameters.Add(
            new() { Value = (object?)files ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text }
        );
        return await Rows.ReadAll(
            command,
            row => new StoredFile
            {
                Host = host,
                Path = row.GetString(0),
                Agent = row.GetString(1),
                Kind = row.GetString(2),
                Inode = (ulong)row.GetDecimal(3),
                Head = row.GetString(4),
                Bytes = row.GetInt64(5),
                Place = JsonSerializer.Deserialize(row.GetString(6), PlaceJson.Default.ImportPlace)!,
                Lines = row.GetInt64(7),
                Skipped = row.GetInt64(8),
            },
            stop
        );
    }

    /// <summary>When a machine's files were read last; null when never.</summary>
    public async Task<DateTimeOffset?> ReadAt(string host, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("import/last_read.sql"));
        command.Parameters.Add(new() { Value = host });
        return await command.ExecuteScalarAsync(stop) is DateTime at ? new DateTimeOffset(at, TimeSpan.Zero) : null;
    }

    /// <summary>A machine's transcripts, and which of them were seen to be gone.</summary>
    public async Task<(Guid Session, string Path, bool IsGone)[]> Transcripts(string host, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("import/list_transcripts.sql"));
        command.Parameters.Add(new() { Value = host });
        return await Rows.ReadAll(command, row => (row.GetGuid(0), row.GetString(1), row.GetBoolean(2)), stop);
    }

    /// <summary>Notes which sessions' transcripts are gone, and which are there again.</summary>
    public async Task Mark(Guid[] gone, Guid[] there, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("import/mark_transcripts.sql"));
        command.Parameters.Add(new() { Value = gone });
        command.Parameters.Add(new() { Value = there });
        await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>How many of a machine's transcripts are gone.</summary>
    public async Task<int> Gone(string host, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("import/count_gone.sql"));
        command.Parameters.Add(new() { Value = host });
        return (int)(await command.ExecuteScalarAsync(stop))!;
    }

    /// <summary>The folder that people worked in, by the folder of their transcripts.</summary>
    public async Task<Dictionary<string, string>> Folders(string host, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("import/list_folders.sql"));
        command.Parameters.Add(new() { Value = host });
        var rows = await Rows.ReadAll(command, row => (row.GetString(0), row.GetString(1)), stop);
        return rows.ToDictionary(row => row.Item1, row => row.Item2, StringComparer.Ordinal);
    }

    /// <summary>Which of these sessions have turns that a transcript or a hook told of.</summary>
    public async Task<HashSet<Guid>> Told(SessionId[] sessions, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("import/list_told.sql"));
        command.Parameters.Add(new() { Value = sessions.Select(session => session.Value).ToArray() });
        return [.. await Rows.ReadAll(command, row => row.GetGuid(0), stop)];
    }

    /// <summary>
    /// Takes the lock that one silo of a machine reads its files under; null when another has it. Given back with the
    /// connection.
    /// </summary>
    public async Task<IAsyncDisposable?> Lock(string host, CancellationToken stop)
    {
        var connection = await database.OpenConnectionAsync(stop);
        await using var command = new NpgsqlCommand(Sql.Read("import/try_lock.sql"), connection);
        command.Parameters.Add(new() { Value = host });
        if ((bool)(await command.ExecuteScalarAsync(stop))!)
            return new ImportLock(connection);
        await connection.DisposeAsync();
        return null;
    }

    private async Task OfFile(string statement, Guid learning, string metadata, CancellationToken stop)
    {
        await using var command = database.CreateCommand(statement);
        command.Parameters.Add(new() { Value = learning });
        command.Parameters.Add(new() { Value = metadata, NpgsqlDbType = NpgsqlDbType.Jsonb });
        await command.ExecuteNonQueryAsync(stop);
    }

    private static string MetadataOf(ImportedNote note) =>
        JsonSerializer.Serialize(
            note.Metadata.SetItem("origin", note.Origin),
            ImportJson.Default.ImmutableSortedDictionaryStringString
        );

    private static NpgsqlParameter Json(ImportedNote[] notes) =>
        new()
        {
            Value = JsonSerializer.Serialize(notes, ImportJson.Default.ImportedNoteArray),
            NpgsqlDbType = NpgsqlDbType.Jsonb,
        };

    private static ImportCounts Counts(string json) =>
        JsonSerializer.Deserialize(json, ImportJson.Default.ImportCounts)!;

    private sealed class ImportLock(NpgsqlConnection connection) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await using var command = new NpgsqlCommand(Sql.Read("import/unlock.sql"), connection);
            await command.ExecuteNonQueryAsync();
            await connection.DisposeAsync();
        }
    }
}
