using Brain.Messages.Costs;
using Npgsql;
using NpgsqlTypes;

namespace Brain.Postgres.Costs;

/// <summary>Adds up what was used, wasted and reached.</summary>
/// <param name="database">Where the ledger is.</param>
/// <param name="clock">How long one who asks waits.</param>
public sealed class CostStore(NpgsqlDataSource database, TimeProvider clock)
{
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
        command.Parameters.Add(Rows.Maybe(span.Since?.UtcDateTime, NpgsqlDbType.TimestampTz));
        command.Parameters.Add(Rows.Maybe(span.Until?.UtcDateTime, NpgsqlDbType.TimestampTz));
        command.Parameters.Add(Rows.Maybe(project, NpgsqlDbType.Text));
        command.Parameters.Add(new() { Value = span.Zone });
        command.Parameters.Add(Rows.Maybe(span.GroupsMax, NpgsqlDbType.Integer));
        var (count, cost) = (0L, 0m);
        var groups = await Rows.ReadAll(
            command,
            row =>
            {
                (count, cost) = (row.GetInt64(14), row.GetDecimal(15));
                return Group(row);
            },
            stop
        );
        return new(by, groups) { CostUsd = cost, Count = count };
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

    private static void Put(NpgsqlCommand command, CostSpan span, string? project)
    {
        command.Parameters.Add(Rows.Maybe(span.Since?.UtcDateTime, NpgsqlDbType.TimestampTz));
        command.Parameters.Add(Rows.Maybe(span.Until?.UtcDateTime, NpgsqlDbType.TimestampTz));
        command.Parameters.Add(Rows.Maybe(project, NpgsqlDbType.Text));
        command.Parameters.Add(new() { Value = CostReport.LinesMax });
    }

    private static CostGroup Group(NpgsqlDataReader row) =>
        new(Rows.Read<string>(row, 0))
        {
            Label = Rows.Read<string>(row, 1),
            Requests = row.GetInt64(2),
            Input = row.GetInt64(3),
            Output = row.GetInt64(4),
            CacheWrite5m = row.GetInt64(5),
            CacheWrite1h = row.GetInt64(6),
            CacheRead = row.GetInt64(7),
            CostUsd = row.GetDecimal(8),
            Unpriced = [.. row.GetFieldValue<string[]>(9).Distinct(StringComparer.Ordinal)],
            Sources = new(row.GetInt64(10), row.GetInt64(11), row.GetInt64(12), row.GetInt64(13)),
        };
}

/// <summary>A span of time, and whose days are meant.</summary>
/// <param name="Since">From then on, or null.</param>
/// <param name="Until">Before then, or null.</param>
/// <param name="Zone">The time zone, such as Europe/Berlin.</param>
public sealed record CostSpan(DateTimeOffset? Since, DateTimeOffset? Until, string Zone = "UTC")
{
    /// <summary>At most so many groups are told; null for all.</summary>
    public int? GroupsMax { get; init; }
}
