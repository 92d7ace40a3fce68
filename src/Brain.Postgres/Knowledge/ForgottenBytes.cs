using Npgsql;

namespace Brain.Postgres.Knowledge;

/// <summary>
/// Sees to it that the bytes of rows that were are nowhere in the server's files: tables are written anew, and the log
/// of changes is emptied where the server is this brain's own.
/// </summary>
public sealed class ForgottenBytes(BrainDatabase where)
{
    private const int TriesMax = 40;
    private const int SegmentsMax = 400;

    /// <summary>Takes the right to forget while the connection lives; null when another silo has it.</summary>
    public async Task<NpgsqlConnection?> Lock(CancellationToken stop)
    {
        var connection = await Connect(stop);
        await using var command = new NpgsqlCommand(Sql.Read("knowledge/lock_forget_runs.sql"), connection);
        if (await command.ExecuteScalarAsync(stop) is true)
            return connection;
        await connection.DisposeAsync();
        return null;
    }

    /// <summary>Writes tables anew.</summary>
    /// <returns>What could not be, as sentences.</returns>
    public async Task<string[]> Vacuum(IReadOnlyCollection<string> tables, CancellationToken stop)
    {
        await using var connection = await Connect(stop);
        await using var list = new NpgsqlCommand(Sql.Read("knowledge/list_forget_vacuums.sql"), connection);
        list.Parameters.Add(new() { Value = tables.ToArray() });
        var left = new List<string>();
        foreach (var statement in await Rows.ReadAll(list, row => row.GetString(0), stop))
        {
            if (await Patiently(connection, statement, stop) is { } why)
                left.Add($"'{statement}' could not be done, and the table's file may hold old rows: {why}");
        }

        return [.. left];
    }

    /// <summary>Empties the server's log of changes, where the server is this brain's own.</summary>
    /// <param name="ownData">The folder of the private server's data.</param>
    /// <param name="stop">Gives up waiting.</param>
    /// <returns>Null when it is done, else a sentence that says what stays.</returns>
    public async Task<string?> EmptyLog(string ownData, CancellationToken stop)
    {
        await using var connection = await Connect(stop);
        await using var ask = new NpgsqlCommand(Sql.Read("knowledge/read_log_settings.sql"), connection);
        var (isSuper, data, reuses) = (
            await Rows.ReadAll(ask, row => (row.GetBoolean(0), Rows.Read<string>(row, 1), row.GetBoolean(2)), stop)
        )[0];
        if (!isSuper || data is null || Path.TrimEndingDirectorySeparator(data) != ownData)
            return "The server is not this brain's own: its write-ahead log, backups and replicas hold the old bytes "
                + "until they are written over. Whoever runs it can say 'select pg_switch_wal()' and 'checkpoint'.";
        var reload = Sql.Read("knowledge/reload_settings.sql");
        if (reuses)
        {
            await Run(connection, Sql.Read("knowledge/delete_old_segments.sql"), stop);
            await Run(connection, reload, stop);
        }

        await using var count = new NpgsqlCommand(Sql.Read("knowledge/count_segments_ahead.sql"), connection);
        var (next, most) = (Sql.Read("knowledge/switch_segment.sql"), (int)(await count.ExecuteScalarAsync(stop))!);
        for (var ahead = Math.Min(most, SegmentsMax); ahead >= 0; ahead--)
            await Run(connection, next, stop);
        // The first one may have begun before the setting was read.
        var checkpoint = Sql.Read("knowledge/write_checkpoint.sql");
        await Run(connection, checkpoint, stop);
        await Run(connection, checkpoint, stop);
        if (reuses)
        {
            await Run(connection, Sql.Read("knowledge/reuse_old_segments.sql"), stop);
            await Run(connection, reload, stop);
        }

        return null;
    }

    private async Task<NpgsqlConnection> Connect(CancellationToken stop)
    {
        var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(where.Npgsql)
            {
                ApplicationName = "brain-forget",
                Pooling = false,
                CommandTimeout = 0,
                // Who waits for a table has everybody behind him wait.
                Options = "-c lock_timeout=500",
            }.ConnectionString
        );
        await connection.OpenAsync(stop);
        return connection;
    }

    private static async Task<string?> Patiently(NpgsqlConnection connection, string statement, CancellationToken stop)
    {
        for (var time = 1; ; time++)
        {
            try
            {
                await Run(connection, statement, stop);
                return null;
            }
            catch (PostgresException held)
                when (held.SqlState == PostgresErrorCodes.LockNotAvailable && time < TriesMax)
            {
                // Hooks come first: this waits in line again.
            }
            catch (PostgresException fault)
            {
                return fault.MessageText;
            }
        }
    }

    private static async Task Run(NpgsqlConnection connection, string statement, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync(stop);
    }
}
