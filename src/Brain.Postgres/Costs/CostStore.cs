using Brain.Messages.Costs;
using Npgsql;
using NpgsqlTypes;

namespace Brain.Postgres.Costs;

/// <summary>Adds up what was used, wasted and reached.</summary>
/// <param name="database">Where the ledger is.</param>
/// <param name="clock">How long one who asks waits.</param>
public sealed class CostStore(NpgsqlDataSource database, TimeProvider clock)
{
    private const string Personas = "persona";
    private const int SessionsAtOnce = 50;
    private const int StepSecondsMax = 5;
    private static readonly TimeSpan CountingMax = TimeSpan.FromSeconds(2);

    // Fewer after a step that took too long, until all is counted.
    private volatile int _atOnce = SessionsAtOnce;

    /// <summary>What was used, group by group.</summary>
    /// <param name="by">One of <see cref="CostReport.Groupings"/>.</param>
    /// <param name="span">When.</param>
    /// <param name="project">A folder, whose project's sessions alone count, or null.</param>
    /// <param name="stop">Gives up waiting.</param>
    public async Task<CostReport> By(string by, CostSpan span, string? project, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("costs/list_costs_by.sql"));
        command.Parameters.Add(new() { Value = by });
        PutGroups(command, span, project);
        return Report(by, await Rows.ReadAll(command, row => Group(row, 0), stop));
    }

    /// <summary>What was used by each of <see cref="CostReport.Groupings"/>, as <see cref="By"/> tells of one: read in
    /// one pass. Days are all told.</summary>
    /// <param name="span">When.</param>
    /// <param name="project">A folder, whose project's sessions alone count, or null.</param>
    /// <param name="stop">Gives up waiting.</param>
    public async Task<CostReport[]> Every(CostSpan span, string? project, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("costs/list_costs.sql"));
        PutGroups(command, span, project);
        var personas = By(Personas, span, project, stop);
        var read = await Rows.ReadAll(command, row => (By: row.GetString(0), Told: Group(row, 1)), stop);
        var groups = read.ToLookup(one => one.By, one => one.Told, StringComparer.Ordinal);
        var asked = await personas;
        return [.. CostReport.Groupings.Select(by => by == Personas ? asked : Report(by, [.. groups[by]]))];
    }

    /// <summary>What was done for nothing, what cost most first. Sessions that changed are looked through before, as
    /// many as can be in about two seconds.</summary>
    public async Task<WasteReport> Wasted(CostSpan span, string? project, CancellationToken stop)
    {
        var isCounted = await CountWaste(stop);
        await using var command = database.CreateCommand(Sql.Read("costs/list_waste.sql"));
        Put(command, span, project);
        var lines = await Rows.ReadAll(
            command,
            row => new Waste(
                row.GetString(0),
                new(row.GetGuid(1)),
                row.GetString(2),
                row.GetInt64(3),
                Rows.Read<decimal?>(row, 4)
            ),
            stop
        );
        return new(lines) { IsCounting = !isCounted };
    }

    /// <summary>Whether telemetry told of a server that a session was connected with.</summary>
    public async Task<bool> KnowsServers(CostSpan span, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("costs/find_connected.sql"));
        command.Parameters.Add(Rows.Maybe(span.Since?.UtcDateTime, NpgsqlDbType.TimestampTz));
        command.Parameters.Add(Rows.Maybe(span.Until?.UtcDateTime, NpgsqlDbType.TimestampTz));
        return (bool)(await command.ExecuteScalarAsync(stop))!;
    }

    /// <summary>Keeps what the brain's own chat model was asked.</summary>
    /// <param name="detail">persona, model, input, output and cost_usd, as a JSON object.</param>
    /// <param name="at">When.</param>
    /// <param name="stop">Gives up waiting.</param>
    public async Task Chat(string detail, DateTimeOffset at, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("costs/record_chat.sql"));
        command.Parameters.Add(new() { Value = detail, NpgsqlDbType = NpgsqlDbType.Jsonb });
        command.Parameters.Add(new() { Value = at.UtcDateTime });
        await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>What turns cost and what came of them, the newest first.</summary>
    public async Task<TurnOutcome[]> Outcomes(CostSpan span, string? project, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("costs/list_outcomes.sql"));
        Put(command, span, project);
        return await Rows.ReadAll(
            command,
            row => new TurnOutcome(new(row.GetGuid(0)), row.GetInt32(1), row.GetFieldValue<DateTimeOffset>(2))
            {
                Prompt = Rows.Read<string>(row, 3),
                CostUsd = Rows.Read<decimal?>(row, 4),
                Outcome = row.GetString(5),
                Commits = row.GetFieldValue<string[]>(6),
            },
            stop
        );
    }

    // Whether all is counted.
    private async Task<bool> CountWaste(CancellationToken stop)
    {
        var (asked, began) = (clock.GetTimestamp(), (DateTime?)null);
        do
        {
            var most = _atOnce;
            try
            {
                (var looked, began) = await Look(most, began, stop);
                // Somebody else counts.
                if (looked is null)
                    return false;
                if (looked < most)
                {
                    _atOnce = SessionsAtOnce;
                    return true;
                }
            }
            catch (NpgsqlException late) when (IsLate(late))
            {
                _atOnce = Math.Max(1, most / 2);
                return false;
            }
        } while (clock.GetElapsedTime(asked) < CountingMax);
        return false;
    }

    private async Task<(long? Looked, DateTime? Began)> Look(int most, DateTime? began, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("costs/refresh_waste.sql"));
        command.CommandTimeout = StepSecondsMax;
        command.Parameters.Add(new() { Value = most });
        command.Parameters.Add(Rows.Maybe(began, NpgsqlDbType.TimestampTz));
        var rows = await Rows.ReadAll(
            command,
            row => (Rows.Read<long?>(row, 0), Rows.Read<DateTime?>(row, 1)),
            stop
        );
        return rows[0];
    }

    private static bool IsLate(NpgsqlException fault) =>
        fault.InnerException is TimeoutException
        || fault is PostgresException
        {
            SqlState: PostgresErrorCodes.QueryCanceled
                or PostgresErrorCodes.LockNotAvailable
                or PostgresErrorCodes.DeadlockDetected
        };

    private static void PutGroups(NpgsqlCommand command, CostSpan span, string? project)
    {
        foreach (var moment in (DateTimeOffset?[])[span.Since, span.FirstWhole, span.LastWhole, span.Until])
            command.Parameters.Add(Rows.Maybe(moment?.UtcDateTime, NpgsqlDbType.TimestampTz));
        command.Parameters.Add(Rows.Maybe(project, NpgsqlDbType.Text));
        command.Parameters.Add(new() { Value = span.Zone });
        command.Parameters.Add(Rows.Maybe(span.GroupsMax, NpgsqlDbType.Integer));
    }

    private static void Put(NpgsqlCommand command, CostSpan span, string? project)
    {
        command.Parameters.Add(Rows.Maybe(span.Since?.UtcDateTime, NpgsqlDbType.TimestampTz));
        command.Parameters.Add(Rows.Maybe(span.Until?.UtcDateTime, NpgsqlDbType.TimestampTz));
        command.Parameters.Add(Rows.Maybe(project, NpgsqlDbType.Text));
        command.Parameters.Add(new() { Value = CostReport.LinesMax });
    }

    // The group in columns from one on, and how many there are and what they cost in all.
    private static (CostGroup Group, long Count, decimal Cost) Group(NpgsqlDataReader row, int at) =>
        (
            new(Rows.Read<string>(row, at))
            {
                Label = Rows.Read<string>(row, at + 1),
                Requests = row.GetInt64(at + 2),
                Input = row.GetInt64(at + 3),
                Output = row.GetInt64(at + 4),
                CacheWrite5m = row.GetInt64(at + 5),
                CacheWrite1h = row.GetInt64(at + 6),
                CacheRead = row.GetInt64(at + 7),
                CostUsd = row.GetDecimal(at + 8),
                Unpriced = row.GetFieldValue<string[]>(at + 9),
                Sources = new(
                    row.GetInt64(at + 10),
                    row.GetInt64(at + 11),
                    row.GetInt64(at + 12),
                    row.GetInt64(at + 13)
                ),
            },
            row.GetInt64(at + 14),
            row.GetDecimal(at + 15)
        );

    private static CostReport Report(string by, (CostGroup Group, long Count, decimal Cost)[] read) =>
        new(by, [.. read.Select(one => one.Group)])
        {
            Count = read is [var first, ..] ? first.Count : 0,
            CostUsd = read is [var one, ..] ? one.Cost : 0,
        };
}

/// <summary>A span of time, and whose days are meant.</summary>
/// <param name="Since">From then on, or null.</param>
/// <param name="Until">Before then, or null.</param>
/// <param name="Zone">The time zone, such as Europe/Berlin.</param>
public sealed record CostSpan(DateTimeOffset? Since, DateTimeOffset? Until, string Zone = "UTC")
{
    // What was used is added up by them.
    private const long Quarter = 15 * TimeSpan.TicksPerMinute;
    private static readonly long LastTick = DateTimeOffset.MaxValue.UtcTicks;

    /// <summary>At most so many groups are told; null for all.</summary>
    public int? GroupsMax { get; init; }

    /// <summary>When the first whole quarter of an hour of it begins; null when it has no beginning.</summary>
    internal DateTimeOffset? FirstWhole =>
        Since is { } since ? Floor(Math.Min(since.UtcTicks, LastTick - Quarter) + Quarter - 1) : null;

    /// <summary>When its last whole quarter of an hour is over; null when it has no end.</summary>
    internal DateTimeOffset? LastWhole =>
        Until is not { } until ? null
        : FirstWhole is { } first && first > Floor(until.UtcTicks) ? first
        : Floor(until.UtcTicks);

    private static DateTimeOffset Floor(long tick) => new(tick - tick % Quarter, TimeSpan.Zero);
}
