using Npgsql;

namespace Brain.Postgres.Drift;

/// <summary>Reads what the Cop saw.</summary>
public sealed class DriftStore(NpgsqlDataSource database)
{
    private const int LinesMax = 10;

    /// <summary>What the Cop saw of a session, newest first, at most 10 lines.</summary>
    public async Task<string[]> List(Guid session, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("drift/list_drift.sql"));
        command.Parameters.Add(new() { Value = session });
        command.Parameters.Add(new() { Value = LinesMax });
        return await Rows.ReadAll(command, row => row.GetString(0), stop);
    }
}
