using Brain.Messages.Sessions;
using Npgsql;

namespace Brain.Postgres.Telemetry;

/// <summary>Keeps what agents' telemetry tells beside usage.</summary>
/// <param name="database">Where the log of what happened is.</param>
public sealed class TelemetryStore(NpgsqlDataSource database)
{
    /// <summary>Which of some requests the ledger has.</summary>
    /// <param name="requests">Their keys.</param>
    /// <param name="stop">Gives up waiting.</param>
    public async Task<IReadOnlySet<string>> Counted(string[] requests, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("telemetry/list_counted.sql"));
        command.Parameters.Add(new() { Value = requests });
        var counted = await Rows.ReadAll(command, row => row.GetString(0), stop);
        return counted.ToHashSet(StringComparer.Ordinal);
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

    /// <summary>Notes sessions that an agent's telemetry tells of and no hook did.</summary>
    public async Task Strange(
        IReadOnlyCollection<Guid> sessions,
        DateTimeOffset at,
        string agent,
        CancellationToken stop
    )
    {
        await using var command = database.CreateCommand(Sql.Read("telemetry/note_strangers.sql"));
        command.Parameters.Add(new() { Value = sessions.ToArray() });
        command.Parameters.Add(new() { Value = at.UtcDateTime });
        command.Parameters.Add(new() { Value = agent });
        await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>Which hooks an agent says are registered; null when its telemetry told of nothing.</summary>
    /// <param name="agent">Which.</param>
    /// <param name="since">What is older does not count.</param>
    /// <param name="stop">Gives up waiting.</param>
    public async Task<HooksTold?> HooksTold(string agent, DateTimeOffset since, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("telemetry/read_hooks_told.sql"));
        command.Parameters.Add(new() { Value = agent });
        command.Parameters.Add(new() { Value = since.UtcDateTime });
        var rows = await Rows.ReadAll(
            command,
            row => new HooksTold
            {
                Session = Rows.Read<Guid?>(row, 0),
                At = Rows.Read<DateTimeOffset?>(row, 1),
                Events = row.GetFieldValue<string[]>(2),
                Strangers = row.GetInt64(3),
                StrangeAt = Rows.Read<DateTimeOffset?>(row, 4),
            },
            stop
        );
        return rows is [var told, ..] ? told : null;
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
