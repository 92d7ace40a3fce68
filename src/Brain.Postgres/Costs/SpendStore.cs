using System.Collections.Immutable;
using Brain.Domain.Sessions;
using Brain.Domain.Text;
using Npgsql;
using NpgsqlTypes;

namespace Brain.Postgres.Costs;

/// <summary>Reads caps in dollars over all sessions, and what of them is used.</summary>
/// <param name="database">Where both are.</param>
public sealed class SpendStore(NpgsqlDataSource database)
{
    /// <summary>The caps that were said, by their period.</summary>
    public async Task<(string Period, decimal Usd)[]> Budgets(CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("costs/list_budgets.sql"));
        return await Rows.ReadAll(command, row => (row.GetString(0), row.GetDecimal(1)), stop);
    }

    /// <summary>What was spent, a session's own and that of others, and the model that it asked last.</summary>
    /// <param name="session">Whose caps they are.</param>
    /// <param name="span">Since when, and on what.</param>
    /// <param name="stop">Gives up waiting.</param>
    public async Task<(string? Latest, string? Newest, string? Unpriced, ImmutableArray<SpendRow> Rows)> Read(
        Session session,
        SpendSpan span,
        CancellationToken stop
    )
    {
        await using var command = database.CreateCommand(Sql.Read("costs/read_spend.sql"));
        command.Parameters.Add(new() { Value = session.Id.Value });
        var project = session.ProjectKey is { } key ? StorableText.Of(key) : null;
        command.Parameters.Add(Rows.Maybe(project, NpgsqlDbType.Text));
        command.Parameters.Add(new() { Value = span.Day.UtcDateTime });
        command.Parameters.Add(new() { Value = span.Week.UtcDateTime });
        command.Parameters.Add(Rows.Maybe(span.Others?.UtcDateTime, NpgsqlDbType.TimestampTz));
        command.Parameters.Add(new() { Value = span.Models.ToArray() });
        var read = await Rows.ReadAll(
            command,
            row =>
                (
                    Latest: Rows.Read<string>(row, 3),
                    Unpriced: Rows.Read<string>(row, 10),
                    Newest: Rows.Read<string>(row, 11),
                    Row: new SpendRow(Rows.Read<string>(row, 0))
                    {
                        Here = row.GetBoolean(1),
                        Own = row.GetBoolean(2),
                        Session = new(row.GetDecimal(4), row.GetDecimal(5)),
                        Day = new(row.GetDecimal(6), row.GetDecimal(7)),
                        Week = new(row.GetDecimal(8), row.GetDecimal(9)),
                    }
                ),
            stop
        );
        var first = read.FirstOrDefault();
        return (first.Latest, first.Newest, first.Unpriced, [.. read.Select(one => one.Row)]);
    }
}

/// <summary>Which dollars are added up.</summary>
/// <param name="Day">When it became today.</param>
/// <param name="Week">When this week began.</param>
public sealed record SpendSpan(DateTimeOffset Day, DateTimeOffset Week)
{
    /// <summary>Since when other sessions' count; null when they do not.</summary>
    public DateTimeOffset? Others { get; init; }

    /// <summary>Words of models that are added up by themselves.</summary>
    public ImmutableArray<string> Models { get; init; } = [];
}
