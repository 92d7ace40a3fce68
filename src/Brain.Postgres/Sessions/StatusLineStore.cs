using Brain.Messages.Sessions;
using Npgsql;

namespace Brain.Postgres.Sessions;

/// <summary>Reads status lines.</summary>
/// <param name="database">Where sessions are.</param>
public sealed class StatusLineStore(NpgsqlDataSource database)
{
    /// <summary>A <see cref="StatusLine"/> as JSON, which nobody here needs to understand; null for no such
    /// session.</summary>
    public async Task<string?> Read(SessionId id, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("sessions/read_status_line.sql"));
        command.Parameters.Add(new() { Value = id.Value });
        command.Parameters.Add(new() { Value = StatusLine.WaitingMax });
        return await command.ExecuteScalarAsync(stop) as string;
    }
}
