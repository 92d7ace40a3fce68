using System.Text.Json;
using Brain.Domain.Pipelines;
using Brain.Postgres.Health;
using Npgsql;
using NpgsqlTypes;

namespace Brain.Postgres.Pipelines;

/// <summary>
/// Commits moves in groups: while one group is on its way the next gathers, so that a wave of breaks shares few flushes. It takes
/// more than those: Postgres commits transactions that notify one after the other. A move that can't be written fails alone.
/// </summary>
internal sealed class RunBatchWriter(NpgsqlDataSource database, CommitWatch? watch = null)
{
    /// <summary>The most moves in one group; when it is refused, each has a connection of its own.</summary>
    public const int GroupMax = 16;

    private const string LostRace = "BR003";

    private readonly TimeSpan _timeMax = BrainDatabase.WriteTimeMax(database);
    private readonly Queue<Pending> _waiting = [];
    private bool _writing;

    /// <summary>Writes a move; done when it is on disk.</summary>
    /// <returns>False when the run was moved by somebody else since; nothing of this move was written.</returns>
    public Task<bool> Write(RunChange change)
    {
        var pending = new Pending(JsonSerializer.Serialize(change, PipelineJson.Default.RunChange));
        lock (_waiting)
        {
            _waiting.Enqueue(pending);
            if (!_writing)
            {
                _writing = true;
                _ = Task.Run(WriteAll);
            }
        }

        return pending.Done.Task;
    }

    private async Task WriteAll()
    {
        while (Next() is { Length: > 0 } group)
            await Write(group);
    }

    private Pending[] Next()
    {
        lock (_waiting)
        {
            var group = new Pending[Math.Min(_waiting.Count, GroupMax)];
            for (var place = 0; place < group.Length; place++)
                group[place] = _waiting.Dequeue();
            _writing = group.Length > 0;
            return group;
        }
    }

    private async Task Write(Pending[] group)
    {
        try
        {
            // A command that takes too long is cancelled by asking the server, and a server that hangs doesn't answer that either.
            var writing = Execute(group).WaitAsync(_timeMax + TimeSpan.FromSeconds(1));
            await (watch?.Follow(writing) ?? writing);
            Finish(group, pending => pending.Done.TrySetResult(true));
        }
        catch (PostgresException) when (group.Length > 1)
        {
            // One of them can't be written, and the transaction took its neighbours along: each for itself, then.
            await Task.WhenAll(group.Select(alone => Write([alone])));
        }
        catch (PostgresException raced) when (raced.SqlState is LostRace or PostgresErrorCodes.UniqueViolation)
        {
            Finish(group, pending => pending.Done.TrySetResult(false));
        }
        catch (Exception fault)
        {
            Finish(group, pending => pending.Done.TrySetException(fault));
        }
    }

    private async Task Execute(Pending[] group)
    {
        await using var command = database.CreateCommand(Sql.Read("pipelines/record_moves.sql"));
        command.CommandTimeout = (int)_timeMax.TotalSeconds;
        command.Parameters.Add(new() { Value = group.Select(pending => pending.Text).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb });
        await command.ExecuteNonQueryAsync();
    }

    private static void Finish(Pending[] group, Action<Pending> how) => Array.ForEach(group, how);

    private sealed record Pending(string Text)
    {
        public TaskCompletionSource<bool> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
