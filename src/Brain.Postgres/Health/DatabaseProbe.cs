using Brain.Messages;
using Npgsql;

namespace Brain.Postgres.Health;

/// <summary>
/// Tries whether the database takes the writes of hooks, by a write that is taken back. On connections of its own, so
/// that it waits for nobody's; they are few, and one that hangs is left to its own end.
/// </summary>
public sealed class DatabaseProbe(BrainDatabase where) : IAsyncDisposable
{
    /// <summary>The most time that one try has.</summary>
    public static readonly TimeSpan TimeMax = TimeSpan.FromSeconds(3);

    private readonly NpgsqlDataSource _database = where.OpenForProbes();

    /// <summary>Writes and takes back.</summary>
    /// <param name="flush">Also waits until a commit is on disk, which what is taken back never is.</param>
    /// <param name="stop">Gives up waiting.</param>
    /// <returns>Why it could not; null when it could.</returns>
    public async Task<DatabaseFault?> Try(bool flush, CancellationToken stop)
    {
        try
        {
            await Write(flush).WaitAsync(TimeMax, stop);
            return null;
        }
        catch (Exception fault) when (!stop.IsCancellationRequested)
        {
            return DatabaseFault.Of(fault);
        }
    }

    /// <summary>Who keeps hooks from writing.</summary>
    public async Task<LockHolder[]> Locks(CancellationToken stop)
    {
        var holders = new List<LockHolder>();
        await using var command = _database.CreateCommand(Sql.Read("health/list_lock_holders.sql"));
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop))
        {
            holders.Add(
                new(
                    reader.IsDBNull(0) ? 0 : reader.GetInt32(0),
                    Text(reader, 1),
                    Text(reader, 2),
                    Text(reader, 3),
                    Text(reader, 4) is { } statement ? FirstStatements.Of(statement) : null,
                    reader.IsDBNull(5) ? null : reader.GetFieldValue<DateTimeOffset>(5),
                    Text(reader, 6)
                )
            );
        }

        return [.. holders];
    }

    /// <summary>Where its data lies, on its own machine; null when this role may not know.</summary>
    public async Task<string?> DataFolder(CancellationToken stop)
    {
        await using var command = _database.CreateCommand(Sql.Read("health/find_data_folder.sql"));
        return await command.ExecuteScalarAsync(stop) as string;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private async Task Write(bool flush)
    {
        await using var connection = await _database.OpenConnectionAsync();
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            await using var write = new NpgsqlCommand(Sql.Read("health/try_write.sql"), connection);
            // Another each time: a silo that stops half-way through its own holds up no other's.
            write.Parameters.Add(new() { Value = Guid.NewGuid() });
            await write.ExecuteNonQueryAsync();
            await transaction.RollbackAsync();
        }

        if (!flush)
            return;
        await using var mark = new NpgsqlCommand(Sql.Read("health/flush_log.sql"), connection);
        await mark.ExecuteNonQueryAsync();
    }

    private static string? Text(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetString(column);
}
