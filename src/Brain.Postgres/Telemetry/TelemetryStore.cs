using Npgsql;

namespace Brain.Postgres.Telemetry;

/// <summary>Keeps what agents' telemetry tells beside usage.</summary>
/// <param name="database">Where the log of what happened is.</param>
public sealed class TelemetryStore(NpgsqlDataSource database)
{
    /// <summary>Which of some requests telemetry told of already.</summary>
    public async Task<string[]> Known(string[] requests, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("telemetry/list_known.sql"));
        command.Parameters.Add(new() { Value = requests });
        return await Rows.ReadAll(command, row => row.GetString(0), stop);
    }

    /// <summary>Keeps happenings, each once.</summary>
    /// <returns>How many were of sessions that nobody knows.</returns>
    public async Task<long> Record(IReadOnlyList<TelemetryRow> rows, CancellationToken stop)
    {
        if (rows.Count == 0)
            return 0;
        await using var command = database.CreateCommand(Sql.Read("telemetry/record_telemetry.sql"));
        command.Parameters.Add(new() { Value = rows.Select(row => row.Session).ToArray() });
        command.Parameters.Add(new() { Value = rows.Select(row => row.Action).ToArray() });
        command.Parameters.Add(new() { Value = rows.Select(row => row.Key).ToArray() });
        command.Parameters.Add(new() { Value = rows.Select(row => row.Detail).ToArray() });
        command.Parameters.Add(new() { Value = rows.Select(row => row.At.UtcDateTime).ToArray() });
        command.Parameters.Add(new() { Value = rows.Select(row => row.Agent).ToArray() });
        return (long)(await command.ExecuteScalarAsync(stop))!;
    }
}

/// <summary>Something that happened.</summary>
/// <param name="Session">In which session.</param>
/// <param name="Action">What.</param>
/// <param name="Detail">What is known of it, as a JSON object.</param>
/// <param name="At">When.</param>
public sealed record TelemetryRow(Guid Session, string Action, string Detail, DateTimeOffset At)
{
    /// <summary>What makes a repeat of it the same, or null.</summary>
    public string? Key { get; init; }

    /// <summary>The agent that told of it.</summary>
    public required string Agent { get; init; }
}
