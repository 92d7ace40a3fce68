using Brain.Domain.Rules;
using Brain.Domain.Tools;
using Brain.Messages.Rules;
using Npgsql;
using NpgsqlTypes;

namespace Brain.Postgres.Rules;

/// <summary>Keeps rules of people's own, and reads what they met and might have met.</summary>
public sealed class RuleStore(NpgsqlDataSource database)
{
    private const int IdLength = 32;

    /// <summary>The rules that are on, as they are now.</summary>
    public async Task<StoredRule[]> Active(CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("rules/read_rules.sql"));
        return await Rows.ReadAll(command, ReadActive, stop);
    }

    /// <summary>Rules with what became of them; null lists those of every project.</summary>
    public Task<RuleSummary[]> List(string? project, CancellationToken stop) => List(project, null, stop);

    /// <summary>The rules whose id begins so, those that were put away too.</summary>
    public Task<RuleSummary[]> Find(string beginning, CancellationToken stop) =>
        List(null, beginning.Replace("-", "", StringComparison.Ordinal), stop);

    /// <summary>Keeps one, unless it is there.</summary>
    public async Task<(Guid Id, bool Added)> Add(RuleDraft draft, RuleOrigin origin, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("rules/add_rule.sql"));
        command.Parameters.Add(Rows.Maybe(origin.Session, NpgsqlDbType.Uuid));
        command.Parameters.Add(Rows.Maybe(origin.Project, NpgsqlDbType.Text));
        command.Parameters.Add(new() { Value = Word(draft.Action) });
        command.Parameters.Add(new() { Value = Word(draft.Tool) });
        command.Parameters.Add(Rows.Maybe(draft.Pattern, NpgsqlDbType.Text));
        command.Parameters.Add(Rows.Maybe(draft.Path, NpgsqlDbType.Text));
        command.Parameters.Add(Rows.Maybe(draft.Text, NpgsqlDbType.Text));
        command.Parameters.Add(new() { Value = draft.Sentence });
        command.Parameters.Add(new() { Value = origin.ByHand });
        command.Parameters.Add(Rows.Maybe(origin.Learning, NpgsqlDbType.Uuid));
        command.Parameters.Add(new() { Value = origin.Source });
        return (await Rows.ReadAll(command, row => (row.GetGuid(0), row.GetBoolean(1)), stop))[0];
    }

    /// <summary>Switches one on or off; false when there is none.</summary>
    public async Task<bool> Switch(Guid id, bool on, RuleOrigin origin, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("rules/switch_rule.sql"));
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = on ? "on" : "off" });
        command.Parameters.Add(Rows.Maybe(origin.Session, NpgsqlDbType.Uuid));
        command.Parameters.Add(new() { Value = origin.Source });
        return await command.ExecuteScalarAsync(stop) is not null;
    }

    /// <summary>Puts one away; false when there is none.</summary>
    public async Task<bool> Archive(Guid id, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("rules/archive_rule.sql"));
        command.Parameters.Add(new() { Value = id });
        return await command.ExecuteScalarAsync(stop) is not null;
    }

    /// <summary>Writes what a person says of its newest hit; null when it has none.</summary>
    public async Task<RatedHit?> Rate(Guid rule, Guid? session, string rating, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("rules/write_rating.sql"));
        command.Parameters.Add(new() { Value = rule });
        command.Parameters.Add(Rows.Maybe(session, NpgsqlDbType.Uuid));
        command.Parameters.Add(new() { Value = rating });
        return (
            await Rows.ReadAll(
                command,
                row => new RatedHit(row.GetFieldValue<DateTimeOffset>(1), row.GetString(2), Rows.Read<string>(row, 3)),
                stop
            )
        ).FirstOrDefault();
    }

    /// <summary>Calls that were, newest first.</summary>
    /// <param name="kinds">Of these kinds; null for any.</param>
    /// <param name="project">Of this project; null for every one.</param>
    /// <param name="since">Since when.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="stop">Gives up waiting.</param>
    public async Task<PastCall[]> PastCalls(
        string[]? kinds,
        string? project,
        DateTimeOffset since,
        int limit,
        CancellationToken stop
    )
    {
        await using var command = database.CreateCommand(Sql.Read("rules/list_past_calls.sql"));
        command.Parameters.Add(Rows.Maybe(kinds, NpgsqlDbType.Array | NpgsqlDbType.Text));
        command.Parameters.Add(Rows.Maybe(project, NpgsqlDbType.Text));
        command.Parameters.Add(new() { Value = since });
        command.Parameters.Add(new() { Value = limit });
        return await Rows.ReadAll(
            command,
            row => new PastCall(
                row.GetGuid(0),
                row.GetFieldValue<DateTimeOffset>(1),
                row.GetString(2),
                ToolPattern.KindOf(row.GetString(3)),
                row.GetString(4),
                Rows.Read<string>(row, 5)
            ),
            stop
        );
    }

    /// <summary>What was learnt and typed in a project, newest first.</summary>
    public async Task<Correction[]> Corrections(
        string? project,
        DateTimeOffset since,
        int limit,
        CancellationToken stop
    )
    {
        await using var command = database.CreateCommand(Sql.Read("rules/list_corrections.sql"));
        command.Parameters.Add(Rows.Maybe(project, NpgsqlDbType.Text));
        command.Parameters.Add(new() { Value = since });
        command.Parameters.Add(new() { Value = limit });
        return await Rows.ReadAll(
            command,
            row => new Correction(row.GetGuid(0), row.GetString(1), Rows.Read<int?>(row, 2), Rows.Read<Guid?>(row, 3)),
            stop
        );
    }

    /// <summary>What a person typed in a turn; null when there is none.</summary>
    public async Task<string?> Turn(Guid session, int turn, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("rules/read_turn.sql"));
        command.Parameters.Add(new() { Value = session });
        command.Parameters.Add(new() { Value = turn });
        return await command.ExecuteScalarAsync(stop) as string;
    }

    private async Task<RuleSummary[]> List(string? project, string? digits, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("rules/list_rules.sql"));
        command.Parameters.Add(Rows.Maybe(project, NpgsqlDbType.Text));
        command.Parameters.Add(Rows.Maybe(Bound(digits, '0'), NpgsqlDbType.Uuid));
        command.Parameters.Add(Rows.Maybe(Bound(digits, 'f'), NpgsqlDbType.Uuid));
        return await Rows.ReadAll(command, ReadSummary, stop);
    }

    private static Guid? Bound(string? digits, char fill) =>
        digits is null ? null : Guid.Parse(digits.PadRight(IdLength, fill));

    private static RuleSummary ReadSummary(NpgsqlDataReader row) =>
        new(
            row.GetGuid(0),
            row.GetInt32(1),
            row.GetString(21) == "archived" ? "archived" : row.GetString(11),
            row.GetString(2),
            row.GetString(3),
            row.GetString(7)
        )
        {
            Pattern = Rows.Read<string>(row, 4),
            Path = Rows.Read<string>(row, 5),
            Text = Rows.Read<string>(row, 6),
            Project = Rows.Read<string>(row, 8),
            ByHand = row.GetBoolean(9),
            Learning = Rows.Read<Guid?>(row, 10),
            MadeAt = row.GetFieldValue<DateTimeOffset>(14),
            Hits = row.GetInt32(15),
            HitsRecent = row.GetInt32(16),
            HitAt = Rows.Read<DateTimeOffset?>(row, 17),
            Useful = row.GetInt32(18),
            Noise = row.GetInt32(19),
            Wrong = row.GetInt32(20),
        };

    private static StoredRule ReadActive(NpgsqlDataReader row) =>
        new(
            new(
                row.GetGuid(0),
                row.GetInt32(1),
                Enum.Parse<RuleAction>(row.GetString(2), ignoreCase: true),
                Enum.Parse<RuleTool>(row.GetString(3), ignoreCase: true),
                row.GetString(7)
            )
            {
                Pattern = Rows.Read<string>(row, 4),
                Path = Rows.Read<string>(row, 5),
                Text = Rows.Read<string>(row, 6),
                OnSince = row.GetFieldValue<DateTimeOffset>(14),
                SwitchedIn = Rows.Read<Guid?>(row, 15),
            },
            Rows.Read<string>(row, 8),
            Rows.Read<string>(row, 9),
            row.GetBoolean(10),
            (row.GetInt32(11), row.GetInt32(12), row.GetInt32(13))
        );

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
