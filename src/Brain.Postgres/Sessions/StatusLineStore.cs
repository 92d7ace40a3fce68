using Brain.Messages.Sessions;
using Npgsql;

namespace Brain.Postgres.Sessions;

/// <summary>Reads status lines.</summary>
/// <param name="database">Where sessions are.</param>
public sealed class StatusLineStore(NpgsqlDataSource database)
{
    /// <summary>A <see cref="StatusLine"/> as JSON, which nobody here needs to understand; null for no such
    /// session.</summary>
    /// <param name="id">Whose line.</param>
    /// <param name="since">When today and this week began.</param>
    /// <param name="stop">Gives up waiting.</param>
    public async Task<string?> Read(
        SessionId id,
        (DateTimeOffset Day, DateTimeOffset Week) since,
        CancellationToken stop
    )
    {
        await using var command = database.CreateCommand(Sql.Read("sessions/read_status_line.sql"));
        command.Parameters.Add(new() { Value = id.Value });
        command.Parameters.Add(new() { Value = StatusLine.WaitingMax });
        command.Parameters.Add(new() { Value = since.Day.UtcDateTime });
        command.Parameters.Add(new() { Value = since.Week.UtcDateTime });
        return await command.ExecuteScalarAsync(stop) as string;
    }
}
