using System.Globalization;
using System.Text.Json;
using Brain.Domain.Review;
using Brain.Domain.Sessions;
using Brain.Messages.Sessions;
using Npgsql;
using NpgsqlTypes;

namespace Brain.Postgres.Sessions;

/// <summary>Reads sessions: for their grains, in batches, and many for people.</summary>
public sealed class SessionStore
{
    /// <summary>The most sessions that one statement loads.</summary>
    public const int LoadBatchMax = 64;

    private const int IdDigits = 32;

    // One session's long history holds up its own batch, and not those behind it.
    private const int LoadLanesMax = 2;

    /// <summary>The most sessions that are told of one beginning: ten, and one that says that there are more.</summary>
    public const int CalledMax = 11;

    private const int TailMax = 200;

    private readonly NpgsqlDataSource _database;
    private readonly BatchWriter<SessionId, string?> _loads;

    /// <summary>Reads from a database.</summary>
    public SessionStore(NpgsqlDataSource database)
    {
        _database = database;
        _loads = new(Read, new(LoadBatchMax, LoadLanesMax, BrainDatabase.LoadTimeMax(database)));
    }

    /// <summary>The session as its rows have it; an unopened one when it has none.</summary>
    /// <exception cref="TimeoutException">The database did not answer within
    /// <see cref="BrainDatabase.LoadTimeMax"/>.</exception>
    public async Task<Session> Load(SessionId id, CancellationToken stop) =>
        await _loads.Ask(id, stop) is { } json
            ? JsonSerializer.Deserialize(json, StoredJson.Default.StoredSession)!.ToSession(id)
            : new Session { Id = id };

    private async Task<string?[]> Read(SessionId[] ids, CancellationToken stop)
    {
        await using var command = _database.CreateCommand(Sql.Read("sessions/load_sessions.sql"));
        command.Parameters.Add(new() { Value = ids.Select(id => id.Value).Distinct().ToArray() });
        var rows = await Rows.ReadAll(command, row => (Id: row.GetGuid(0), Json: row.GetString(1)), stop);
        var found = rows.ToDictionary(row => row.Id, row => row.Json);
        return [.. ids.Select(id => found.GetValueOrDefault(id.Value))];
    }

    /// <summary>Sessions, the most recently changed first.</summary>
    /// <param name="project">Only of this folder, or null.</param>
    /// <param name="all">Also those that are not active.</param>
    /// <param name="limit">1 to 1,000.</param>
    /// <param name="stop">Gives up waiting.</param>
    public async Task<SessionSummary[]> List(string? project, bool all, int limit, CancellationToken stop)
    {
        await using var command = _database.CreateCommand(Sql.Read("sessions/list_sessions.sql"));
        command.Parameters.Add(new() { Value = (object?)project ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = all });
        command.Parameters.Add(new() { Value = Math.Clamp(limit, 1, 1_000) });
        return await Rows.ReadAll(command, Summary, stop);
    }

    /// <summary>Those that an agent's own hooks opened, the most recently changed first.</summary>
    /// <param name="agent">The agent, as rows name it.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="stop">Gives up waiting.</param>
    public async Task<SessionId[]> OfAgent(string agent, int limit, CancellationToken stop)
    {
        await using var command = _database.CreateCommand(Sql.Read("sessions/list_of_agent.sql"));
        command.Parameters.Add(new() { Value = agent });
        command.Parameters.Add(new() { Value = limit });
        return await Rows.ReadAll(command, row => new SessionId(row.GetGuid(0)), stop);
    }

    /// <summary>Those whose ids begin so, the most recently changed first; at most <see cref="CalledMax"/>.</summary>
    /// <param name="beginning">Digits of a UUID, with or without its dashes.</param>
    /// <param name="stop">Gives up waiting.</param>
    public async Task<SessionSummary[]> Called(string beginning, CancellationToken stop)
    {
        var digits = beginning.Replace("-", "", StringComparison.Ordinal);
        if (digits.Length is 0 or > IdDigits || !digits.All(char.IsAsciiHexDigit))
            return [];
        await using var command = _database.CreateCommand(Sql.Read("sessions/find_called.sql"));
        command.Parameters.Add(new() { Value = Guid.ParseExact(digits.PadRight(IdDigits, '0'), "N") });
        command.Parameters.Add(new() { Value = Guid.ParseExact(digits.PadRight(IdDigits, 'f'), "N") });
        command.Parameters.Add(new() { Value = CalledMax });
        return await Rows.ReadAll(command, Summary, stop);
    }

    /// <summary>Active sessions that nothing was heard of since a moment, the longest silent first.</summary>
    public async Task<Guid[]> Silent(DateTimeOffset since, int limit, CancellationToken stop)
    {
        await using var command = _database.CreateCommand(Sql.Read("sessions/list_silent.sql"));
        command.Parameters.Add(new() { Value = since.UtcDateTime });
        command.Parameters.Add(new() { Value = limit });
        return await Rows.ReadAll(command, row => row.GetGuid(0), stop);
    }

    /// <summary>One session, or null.</summary>
    public async Task<SessionSummary?> Find(SessionId id, CancellationToken stop)
    {
        await using var command = _database.CreateCommand(Sql.Read("sessions/find_session.sql"));
        command.Parameters.Add(new() { Value = id.Value });
        return (await Rows.ReadAll(command, Summary, stop)).SingleOrDefault();
    }

    /// <summary>A session's turns, oldest first.</summary>
    public async Task<TurnSummary[]> Turns(SessionId id, CancellationToken stop)
    {
        await using var command = _database.CreateCommand(Sql.Read("sessions/list_turns.sql"));
        command.Parameters.Add(new() { Value = id.Value });
        return await Rows.ReadAll(command, Turn, stop);
    }

    /// <summary>What a session used and what it cost, by model and kind of token.</summary>
    public async Task<SessionCosts> Costs(SessionId id, CancellationToken stop)
    {
        await using var command = _database.CreateCommand(Sql.Read("sessions/list_costs.sql"));
        command.Parameters.Add(new() { Value = id.Value });
        var lines = await Rows.ReadAll(
            command,
            row => new CostLine(
                row.GetString(0),
                row.GetString(1),
                row.GetInt64(2),
                row.GetInt64(3),
                Rows.Read<decimal?>(row, 4)
            ),
            stop
        );
        return SessionCosts.Of(lines, (await Passed(id, DateTimeOffset.UnixEpoch, stop)).Lines);
    }

    /// <summary>Keeps what of a transcript was passed over; said again it is the same.</summary>
    public async Task KeepPassed(SessionId id, PassedOver passed, CancellationToken stop)
    {
        await using var command = _database.CreateCommand(Sql.Read("sessions/keep_passed.sql"));
        command.Parameters.Add(new() { Value = id.Value });
        command.Parameters.Add(new() { Value = passed.File });
        command.Parameters.Add(new() { Value = passed.Lines.Torn });
        command.Parameters.Add(new() { Value = passed.Lines.TooLong });
        command.Parameters.Add(new() { Value = passed.Lines.Odd });
        await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>What was passed over since a moment, of one session or of all.</summary>
    public async Task<PassedReport> Passed(SessionId? id, DateTimeOffset since, CancellationToken stop)
    {
        await using var command = _database.CreateCommand(Sql.Read("sessions/sum_passed.sql"));
        command.Parameters.Add(Rows.Maybe(id?.Value, NpgsqlDbType.Uuid));
        command.Parameters.Add(new() { Value = since.UtcDateTime });
        var rows = await Rows.ReadAll(
            command,
            row => new PassedReport(row.GetInt32(0), new(row.GetInt32(1), row.GetInt32(2), row.GetInt32(3))),
            stop
        );
        return rows[0];
    }

    /// <summary>What a hand-off tells of one turn; null when there is no such turn.</summary>
    /// <param name="id">Whose turn.</param>
    /// <param name="prompt">Its prompt, or null for the newest that has ended.</param>
    /// <param name="stop">Gives up waiting.</param>
    public async Task<HandOff?> HandOff(SessionId id, Guid? prompt, CancellationToken stop)
    {
        await using var command = _database.CreateCommand(Sql.Read("sessions/read_handoff.sql"));
        command.Parameters.Add(new() { Value = id.Value });
        command.Parameters.Add(new() { Value = (object?)prompt ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid });
        return await command.ExecuteScalarAsync(stop) is string json
            ? JsonSerializer.Deserialize(json, StoredJson.Default.HandOff)
            : null;
    }

    /// <summary>What another agent must know to go on; null when there is no such session.</summary>
    public async Task<SessionBrief?> Brief(SessionId id, CancellationToken stop)
    {
        await using var command = _database.CreateCommand(Sql.Read("sessions/read_brief.sql"));
        command.Parameters.Add(new() { Value = id.Value });
        return await command.ExecuteScalarAsync(stop) is string json
            ? JsonSerializer.Deserialize(json, StoredJson.Default.SessionBrief)
            : null;
    }

    /// <summary>What happened since a place in the log.</summary>
    /// <param name="cursor">From an earlier page, or null for the last hour.</param>
    /// <param name="session">Only this one, or null.</param>
    /// <param name="stop">Gives up waiting.</param>
    /// <exception cref="FormatException">The cursor is not one of ours.</exception>
    public async Task<TailPage> Tail(string? cursor, SessionId? session, CancellationToken stop)
    {
        var after = Place(cursor);
        await using var command = _database.CreateCommand(Sql.Read("sessions/tail_events.sql"));
        command.Parameters.Add(
            new() { Value = (object?)after ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz }
        );
        command.Parameters.Add(
            new() { Value = (object?)session?.Value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid }
        );
        command.Parameters.Add(new() { Value = TailMax });
        var lines = await Rows.ReadAll(
            command,
            row =>
                (
                    Written: row.GetFieldValue<DateTimeOffset>(0),
                    Line: new TailLine(
                        row.GetFieldValue<DateTimeOffset>(4),
                        new(row.GetGuid(1)),
                        row.GetString(2),
                        row.GetString(3)
                    )
                ),
            stop
        );
        var last = lines is [.., var newest]
            ? newest.Written.UtcTicks.ToString(CultureInfo.InvariantCulture)
            : cursor ?? "";
        return new(last, [.. lines.Select(line => line.Line)]);
    }

    /// <summary>
    /// Where the sessions that changed since a moment keep their transcripts, the most recently changed first.
    /// </summary>
    /// <param name="since">The moment.</param>
    /// <param name="most">At most so many.</param>
    /// <param name="stop">Gives up waiting.</param>
    public async Task<(SessionId Session, string? Source, string Transcript)[]> Transcripts(
        DateTimeOffset since,
        int most,
        CancellationToken stop
    )
    {
        await using var command = _database.CreateCommand(Sql.Read("sessions/list_transcripts.sql"));
        command.Parameters.Add(new() { Value = since.UtcDateTime });
        command.Parameters.Add(new() { Value = most });
        return await Rows.ReadAll(
            command,
            row => (new SessionId(row.GetGuid(0)), Rows.Read<string>(row, 1), row.GetString(2)),
            stop
        );
    }

    /// <summary>Forgets deliveries from spools that were noted before a moment.</summary>
    /// <param name="before">The moment.</param>
    /// <param name="most">At most so many.</param>
    /// <param name="stop">Gives up waiting.</param>
    /// <returns>How many were forgotten.</returns>
    public async Task<int> ForgetReplayed(DateTimeOffset before, int most, CancellationToken stop)
    {
        await using var command = _database.CreateCommand(Sql.Read("sessions/forget_replayed.sql"));
        command.Parameters.Add(new() { Value = before.UtcDateTime });
        command.Parameters.Add(new() { Value = most });
        return await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>Forgets what sessions that are over were told of what others learnt.</summary>
    /// <param name="before">Told before it.</param>
    /// <param name="most">At most so many.</param>
    /// <param name="stop">Gives up waiting.</param>
    /// <returns>How many were forgotten.</returns>
    public async Task<int> ForgetHeard(DateTimeOffset before, int most, CancellationToken stop)
    {
        await using var command = _database.CreateCommand(Sql.Read("sessions/forget_heard.sql"));
        command.Parameters.Add(new() { Value = before.UtcDateTime });
        command.Parameters.Add(new() { Value = most });
        return await command.ExecuteNonQueryAsync(stop);
    }

    private static DateTime? Place(string? cursor)
    {
        if (string.IsNullOrEmpty(cursor))
            return null;
        return
            long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            && ticks <= DateTime.MaxValue.Ticks
            ? new DateTime(ticks, DateTimeKind.Utc)
            : throw new FormatException($"'{cursor}' is not a cursor of this log: leave it out to begin an hour ago.");
    }

    internal static TurnSummary Turn(NpgsqlDataReader row) =>
        new(
            row.GetInt32(0),
            row.GetString(1),
            row.GetFieldValue<DateTimeOffset>(2),
            Rows.Read<DateTimeOffset?>(row, 3),
            Rows.Read<string>(row, 4),
            Rows.Read<string>(row, 5),
            row.GetInt32(6),
            Rows.Read<string>(row, 7)
        );

    private static SessionSummary Summary(NpgsqlDataReader row) =>
        new(
            new(row.GetGuid(0)),
            row.GetString(1),
            Rows.Read<string>(row, 2),
            Rows.Read<string>(row, 3),
            Enum.Parse<Mode>(row.GetString(4), ignoreCase: true),
            row.GetFieldValue<DateTimeOffset>(5),
            row.GetFieldValue<DateTimeOffset>(6),
            row.GetInt32(7),
            row.GetInt64(8),
            Rows.Read<long?>(row, 9)
        )
        {
            TranscriptGoneAt = Rows.Read<DateTimeOffset?>(row, 10),
        };
}
