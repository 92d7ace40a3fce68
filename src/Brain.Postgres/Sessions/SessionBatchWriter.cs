using System.Text.Json;
using System.Threading.Channels;
using Brain.Domain.Sessions;
using Brain.Postgres.Health;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;

namespace Brain.Postgres.Sessions;

/// <summary>
/// Commits changes in groups: while one group is on its way the next gathers, so whatever waits shares one round
/// trip and one flush. Changes are committed in the order they came; a change that can't be written fails alone.
/// Usage has a way of its own, so that no hook waits while a long transcript is counted; it needs no order.
/// </summary>
public sealed partial class SessionBatchWriter : IAsyncDisposable
{
    /// <summary>The most changes that wait; past that, callers wait for room.</summary>
    public const int WaitingMax = 4_096;

    /// <summary>The most changes in one group.</summary>
    public const int GroupMax = 128;

    private const int BlockedMax = 3;

    private readonly Channel<Pending> _waiting = Queue();
    private readonly Channel<Pending> _usage = Queue();

    private readonly NpgsqlDataSource _database;
    private readonly TimeSpan _timeMax;
    private readonly ILogger<SessionBatchWriter> _logger;
    private readonly CommitWatch? _watch;
    private readonly Task _writing;

    /// <summary>Starts to write.</summary>
    /// <param name="database">Where.</param>
    /// <param name="logger">Hears of what nobody waits for.</param>
    /// <param name="watch">Hears what each commit came to.</param>
    public SessionBatchWriter(NpgsqlDataSource database, ILogger<SessionBatchWriter> logger, CommitWatch? watch = null)
    {
        (_database, _logger, _watch) = (database, logger, watch);
        _timeMax = BrainDatabase.WriteTimeMax(database);
        _writing = Task.WhenAll(Task.Run(() => Write(_waiting.Reader)), Task.Run(() => Write(_usage.Reader)));
    }

    /// <summary>Writes a change; done when it is on disk.</summary>
    /// <returns>What became of it, with what an orientation tells when the change asked for it.</returns>
    /// <exception cref="NpgsqlException">It was not written, or nobody knows whether it was.</exception>
    public async Task<Committed> Commit(Change change)
    {
        var pending = new Pending(Text(change));
        await (change.Usage.IsEmpty ? _waiting : _usage).Writer.WriteAsync(pending);
        return await pending.Done.Task;
    }

    /// <summary>Whether a change failed only because another writer was there first: decided anew, it may be written.</summary>
    public static bool IsLostRace(Exception fault) =>
        fault is PostgresException { SqlState: "BR001" or PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected };

    /// <summary>Writes a change some time soon, after all that came before it. That it failed is only logged.</summary>
    public async ValueTask CommitLater(Change change)
    {
        var pending = new Pending(Text(change));
        _ = pending.Done.Task.ContinueWith(
            failed => LogLost(_logger, change.SessionId, failed.Exception!.InnerException),
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted,
            TaskScheduler.Default);
        await _waiting.Writer.WriteAsync(pending);
    }

    /// <summary>
    /// Writes changes and takes them back at once, on as many connections as the pool keeps, so that the first real ones find
    /// everything prepared.
    /// </summary>
    public async Task Rehearse(IReadOnlyCollection<Change> changes, CancellationToken stop)
    {
        var connections = new List<NpgsqlConnection>();
        try
        {
            while (connections.Count < BrainDatabase.PoolMin)
                connections.Add(await _database.OpenConnectionAsync(stop));
            // One after the other: they write the same rows, and each would wait for the one before it anyway.
            foreach (var connection in connections)
                await Rehearse(connection, changes, stop);
        }
        finally
        {
            foreach (var connection in connections)
                await connection.DisposeAsync();
        }
    }

    private static async Task Rehearse(NpgsqlConnection connection, IEnumerable<Change> changes, CancellationToken stop)
    {
        await using var transaction = await connection.BeginTransactionAsync(stop);
        foreach (var change in changes)
        {
            await using var command = Command([Text(change)]);
            command.Connection = connection;
            await command.ExecuteNonQueryAsync(stop);
        }

        await transaction.RollbackAsync(stop);
    }

    /// <summary>Writes what still waits, then stops.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        _usage.Writer.TryComplete();
        await _writing;
    }

    private static Channel<Pending> Queue() => Channel.CreateBounded<Pending>(
        new BoundedChannelOptions(WaitingMax) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private async Task Write(ChannelReader<Pending> waiting)
    {
        while (await waiting.WaitToReadAsync())
        {
            // Each its own list: a write that was given up may still come to its end.
            var group = new List<Pending>(GroupMax);
            while (group.Count < GroupMax && waiting.TryRead(out var next))
                group.Add(next);
            await WriteGroup(group);
        }
    }

    private async Task WriteGroup(List<Pending> group)
    {
        try
        {
            // A command that takes too long is cancelled by asking the server, and a server that hangs doesn't answer that either.
            var writing = WriteRows(group).WaitAsync(_timeMax + TimeSpan.FromSeconds(1));
            await (_watch?.Follow(writing) ?? writing);
        }
        catch (PostgresException refused) when (group.Count > 1)
        {
            // One of them broke a rule, and the transaction took its neighbours along: each for itself, then.
            LogAlone(_logger, group.Count, refused);
            await WriteEachAlone(group);
        }
        catch (Exception fault)
        {
            foreach (var failed in group)
                failed.Done.TrySetException(fault);
        }
    }

    private async Task WriteEachAlone(List<Pending> group)
    {
        var blocked = 0;
        foreach (var alone in group)
        {
            // A row that is held fails its own change; when one after the other is, the tables are, and waiting for
            // each in turn would only keep the next group waiting too.
            if (blocked < BlockedMax)
                await WriteGroup([alone]);
            else
                alone.Done.TrySetException(new TimeoutException("The database is locked by somebody else; nothing was written."));
            var held = alone.Done.Task.Exception?.InnerException is PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable };
            blocked = held ? blocked + 1 : blocked < BlockedMax ? 0 : blocked;
        }
    }

    private async Task WriteRows(List<Pending> group)
    {
        await using var connection = await _database.OpenConnectionAsync();
        await using var command = Command(group.Select(pending => pending.Text));
        (command.Connection, command.CommandTimeout) = (connection, (int)_timeMax.TotalSeconds);
        var results = new List<string>(group.Count);
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
                results.Add(reader.GetString(0));
        }

        for (var i = 0; i < group.Count; i++)
        {
            group[i].Done.TrySetResult(
                results[i] == "{}" ? Committed.Plainly : JsonSerializer.Deserialize(results[i], StoredJson.Default.Committed)!);
        }
    }

    private static NpgsqlCommand Command(IEnumerable<string> changes) => new(Sql.Read("sessions/commit_changes.sql"))
    {
        Parameters = { new() { Value = changes.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb } },
    };

    // Written down before it waits: what can't be is the caller's own fault, and nobody else's delay.
    private static string Text(Change change) => JsonSerializer.Serialize(change, ChangeJson.Change);

    private sealed record Pending(string Text)
    {
        public TaskCompletionSource<Committed> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
