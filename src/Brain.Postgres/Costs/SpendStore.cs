using Brain.Domain.Sessions;
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

    /// <summary>What was spent, by model: a session's own, and that of all.</summary>
    /// <param name="session">Whose caps they are.</param>
    /// <param name="day">When it became today.</param>
    /// <param name="week">When this week began.</param>
    /// <param name="stop">Gives up waiting.</param>
    public async Task<SpendRow[]> Read(
        Session session,
        DateTimeOffset day,
        DateTimeOffset week,
        CancellationToken stop
    )
    {
        await using var command = database.CreateCommand(Sql.Read("costs/read_spend.sql"));
        command.Parameters.Add(new() { Value = session.Id.Value });
        command.Parameters.Add(Rows.Maybe(session.ProjectKey, NpgsqlDbType.Text));
        command.Parameters.Add(new() { Value = day.UtcDateTime });
        command.Parameters.Add(new() { Value = week.UtcDateTime });
        return await Rows.ReadAll(
            command,
            row => new SpendRow(row.GetString(0))
            {
                Here = row.GetBoolean(1),
                Own = row.GetBoolean(2),
                Latest = row.GetBoolean(3),
                Session = new(row.GetDecimal(4), row.GetDecimal(5)),
                Day = new(row.GetDecimal(6), row.GetDecimal(7)),
                Week = new(row.GetDecimal(8), row.GetDecimal(9)),
            },
            stop
        );
    }
}
