using Npgsql;

namespace Brain.Postgres.Schema;

/// <summary>
/// How far back history goes. Source: the <c>_history</c> tables of schema v2 and <c>brain.history_horizon</c>.
/// </summary>
public sealed class HistoryStore(NpgsqlDataSource database)
{
    /// <summary>The tables whose history holds versions that ended before a moment.</summary>
    public async Task<IReadOnlyList<string>> Prunable(DateTimeOffset before, CancellationToken stop)
    {
        var tables = new List<string>();
        await using var command = database.CreateCommand(Sql.Read("schema/list_prunable.sql"));
        command.Parameters.Add(new() { Value = before.UtcDateTime });
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop))
            tables.Add(reader.GetString(0));
        return tables;
    }

    /// <summary>
    /// Deletes versions that ended before a moment, for good; from then on history before it is not whole.
    /// </summary>
    /// <param name="table">One of <see cref="Prunable"/>.</param>
    /// <param name="before">The moment.</param>
    /// <param name="most">At most so many.</param>
    /// <param name="stop">Gives up waiting.</param>
    /// <returns>How many were deleted.</returns>
    public async Task<int> Prune(string table, DateTimeOffset before, int most, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("schema/prune.sql"));
        command.Parameters.Add(new() { Value = table });
        command.Parameters.Add(new() { Value = before.UtcDateTime });
        command.Parameters.Add(new() { Value = most });
        return (int)(await command.ExecuteScalarAsync(stop))!;
    }

    /// <summary>Notes how large the database is today.</summary>
    public async Task RecordSize(CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("health/record_size.sql"));
        await command.ExecuteNonQueryAsync(stop);
    }
}
