using Brain.Domain.Sessions;
using Brain.Messages.Sessions;
using Npgsql;

namespace Brain.Postgres.Sessions;

/// <summary>Reads status lines.</summary>
/// <param name="database">Where sessions are.</param>
public sealed class StatusLineStore(NpgsqlDataSource database)
{
    /// <summary>
    /// A <see cref="StatusLine"/> as JSON, without caps in dollars, and of the session what these are found by; null
    /// for no such session.
    /// </summary>
    /// <param name="id">Whose line.</param>
    /// <param name="stop">Gives up waiting.</param>
    public async Task<(string Json, Session Session)?> Read(SessionId id, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("sessions/read_status_line.sql"));
        command.Parameters.Add(new() { Value = id.Value });
        command.Parameters.Add(new() { Value = StatusLine.WaitingMax });
        var found = await Rows.ReadAll(
            command,
            row =>
                (
                    row.GetString(0),
                    new Session
                    {
                        Id = id,
                        Project = Rows.Read<string>(row, 1),
                        ProjectKey = Rows.Read<string>(row, 2),
                        BudgetUsd = Rows.Read<decimal?>(row, 3),
                        UsdBefore = row.GetDecimal(4),
                    }
                ),
            stop
        );
        return found is [var line] ? line : null;
    }
}
