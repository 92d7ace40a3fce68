using System.Text.Json;
using Brain.Domain.Pipelines;
using Brain.Postgres.Health;
using Npgsql;
using NpgsqlTypes;

namespace Brain.Postgres.Pipelines;

/// <summary>
/// Commits moves in groups, so that a wave of breaks shares few flushes. It takes more than those: Postgres commits
/// transactions that notify one after the other. A move that can't be written fails alone.
/// </summary>
internal sealed class RunBatchWriter
{
    /// <summary>The most moves in one group; when it is refused, each has a connection of its own.</summary>
    public const int GroupMax = 16;

    private const string LostRace = "BR003";

    private readonly NpgsqlDataSource _database;
    private readonly TimeSpan _timeMax;
    private readonly BatchWriter<string, bool> _moves;

    /// <summary>Starts to write.</summary>
    /// <param name="database">Where.</param>
    /// <param name="watch">Hears what each commit came to.</param>
    public RunBatchWriter(NpgsqlDataSource database, CommitWatch? watch = null)
    {
        (_database, _timeMax) = (database, BrainDatabase.WriteTimeMax(database));
        _moves = new(
            Execute,
            new(GroupMax, LanesMax: 1, _timeMax) { Grace = TimeSpan.FromSeconds(1), Scatters = true },
            watch
        );
    }

    /// <summary>Writes a move; done when it is on disk.</summary>
    /// <returns>False when the run was moved by somebody else since; nothing of this move was written.</returns>
    public async Task<bool> Write(RunChange change)
    {
        try
        {
            return await _moves.Ask(
                JsonSerializer.Serialize(change, PipelineJson.Default.RunChange),
                CancellationToken.None
            );
        }
        catch (PostgresException raced) when (raced.SqlState is LostRace or PostgresErrorCodes.UniqueViolation)
        {
            return false;
        }
    }

    private async Task<bool[]> Execute(string[] moves, CancellationToken stop)
    {
        await using var command = _database.CreateCommand(Sql.Read("pipelines/record_moves.sql"));
        // One that takes too long is cancelled by the command's own time, so that whoever follows it hears of a
        // time-out.
        command.CommandTimeout = (int)_timeMax.TotalSeconds;
        command.Parameters.Add(new() { Value = moves, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb });
        await command.ExecuteNonQueryAsync(CancellationToken.None);
        return [.. moves.Select(_ => true)];
    }
}
