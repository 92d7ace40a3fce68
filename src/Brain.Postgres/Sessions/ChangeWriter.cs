using System.Text.Json;
using System.Threading.Channels;
using Brain.Domain.Sessions;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;

namespace Brain.Postgres.Sessions;

/// <summary>
/// Commits changes in groups: while one group is on its way the next gathers, so whatever waits shares one round
/// trip and one flush. Changes are committed in the order they came; a change that can't be written fails alone.
/// </summary>
public sealed partial class ChangeWriter : IAsyncDisposable
{
    /// <summary>The most changes that wait; past that, callers wait for room.</summary>
    public const int WaitingMax = 4_096;

    /// <summary>The most changes in one group.</summary>
    public const int GroupMax = 128;

    private readonly Channel<Pending> _waiting = Channel.CreateBounded<Pending>(
        new BoundedChannelOptions(WaitingMax) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private readonly NpgsqlDataSource _database;
    private readonly ILogger<ChangeWriter> _logger;
    private readonly Task _writing;

    /// <summary>Starts to write.</summary>
    public ChangeWriter(NpgsqlDataSource database, ILogger<ChangeWriter> logger)
    {
        (_database, _logger) = (database, logger);
        _writing = Task.Run(Write);
    }

    /// <summary>Writes a change; done when it is on disk.</summary>
    /// <returns>What became of it, with what an orientation tells when the change asked for it.</returns>
    /// <exception cref="NpgsqlException">It was not written, or nobody knows whether it was.</exception>
    public async Task<Committed> Commit(Change change)
    {
        var pending = new Pending(change);
        await _waiting.Writer.WriteAsync(pending);
        return await pending.Done.Task;
    }

    /// <summary>Writes a change some time soon, after all that came before it. That it failed is only logged.</summary>
    public async ValueTask CommitLater(Change change)
    {
        var pending = new Pending(change);
        _ = pending.Done.Task.ContinueWith(
            failed => LogLost(_logger, change.SessionId, failed.Exception!.InnerException),
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted,
            TaskScheduler.Default);
        await _waiting.Writer.WriteAsync(pending);
    }

    /// <summary>Writes changes and takes them back at once, so that the first real ones find everything prepared.</summary>
    public async Task Rehearse(IEnumerable<Change> changes, CancellationToken stop)
    {
        await using var connection = await _database.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        foreach (var change in changes)
        {
            await using var command = Command([change]);
            command.Connection = connection;
            await command.ExecuteNonQueryAsync(stop);
        }

        await transaction.RollbackAsync(stop);
    }

    /// <summary>Writes what still waits, then stops.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _writing;
    }

    private async Task Write()
    {
        var group = new List<Pending>(GroupMax);
        while (await _waiting.Reader.WaitToReadAsync())
        {
            group.Clear();
            while (group.Count < GroupMax && _waiting.Reader.TryRead(out var next))
                group.Add(next);
            await WriteGroup(group);
        }
    }

    private async Task WriteGroup(List<Pending> group)
    {
        try
        {
            await WriteRows(group);
        }
        catch (PostgresException refused) when (group.Count > 1)
        {
            // One of them broke a rule, and the transaction took its neighbours along: each for itself, then.
            LogAlone(_logger, group.Count, refused);
            foreach (var alone in group)
                await WriteGroup([alone]);
        }
        catch (Exception fault)
        {
            foreach (var failed in group)
                failed.Done.TrySetException(fault);
        }
    }

    private async Task WriteRows(List<Pending> group)
    {
        await using var connection = await _database.OpenConnectionAsync();
        await using var command = Command(group.Select(pending => pending.Change));
        command.Connection = connection;
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

    private static NpgsqlCommand Command(IEnumerable<Change> changes) => new(Sql.Read("sessions/commit_changes.sql"))
    {
        Parameters = { new() { Value = changes.Select(Text).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb } },
    };

    // Postgres knows no NUL, in whatever name an agent may put one.
    private static string Text(Change change) => JsonSerializer.Serialize(change, StoredJson.Default.Change)
        .Replace("\\u0000", "\\uFFFD", StringComparison.Ordinal);

    private sealed record Pending(Change Change)
    {
        public TaskCompletionSource<Committed> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
