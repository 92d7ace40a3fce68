using System.Text.Json;
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

    private readonly BatchWriter<string, Committed> _changes;
    private readonly BatchWriter<string, Committed> _usage;

    private readonly NpgsqlDataSource _database;
    private readonly TimeSpan _timeMax;
    private readonly ILogger<SessionBatchWriter> _logger;

    /// <summary>Starts to write.</summary>
    /// <param name="database">Where.</param>
    /// <param name="logger">Hears of what nobody waits for.</param>
    /// <param name="watch">Hears what each commit came to.</param>
    public SessionBatchWriter(NpgsqlDataSource database, ILogger<SessionBatchWriter> logger, CommitWatch? watch = null)
    {
        (_database, _logger, _timeMax) = (database, logger, BrainDatabase.WriteTimeMax(database));
        // One lane: changes are committed in the order they came.
        var limits = new BatchLimits(GroupMax, LanesMax: 1, _timeMax)
        {
            WaitingMax = WaitingMax,
            Grace = TimeSpan.FromSeconds(1),
        };
        _changes = new(Write, limits, watch, (count, refused) => LogAlone(logger, count, refused));
        _usage = new(Write, limits, watch, (count, refused) => LogAlone(logger, count, refused));
    }

    /// <summary>Writes a change; done when it is on disk.</summary>
    /// <returns>What became of it, with what an orientation tells when the change asked for it.</returns>
    /// <exception cref="NpgsqlException">It was not written, or nobody knows whether it was.</exception>
    public async Task<Committed> Commit(SessionChange change) =>
        await (change.Usage.IsEmpty ? _changes : _usage).Ask(Text(change), CancellationToken.None);

    /// <summary>
    /// Whether a change failed only because another writer was there first: decided anew, it may be written.
    /// </summary>
    public static bool IsLostRace(Exception fault) =>
        fault
            is PostgresException
        {
            SqlState: "BR001"
                    or PostgresErrorCodes.UniqueViolation
                    or PostgresErrorCodes.SerializationFailure
                    or PostgresErrorCodes.DeadlockDetected
        };

    /// <summary>Writes a change some time soon, after all that came before it. That it failed is only logged.</summary>
    public async ValueTask CommitLater(SessionChange change)
    {
        var committed = await _changes.Enqueue(Text(change), CancellationToken.None);
        _ = committed.ContinueWith(
            failed => LogLost(_logger, change.SessionId, failed.Exception!.InnerException),
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted,
            TaskScheduler.Default
        );
    }

    /// <summary>
    /// Writes changes and takes them back at once, on as many connections as the pool keeps, so that the first real
    /// ones find everything prepared.
    /// </summary>
    public async Task WarmUp(IReadOnlyCollection<SessionChange> changes, CancellationToken stop)
    {
        var connections = new List<NpgsqlConnection>();
        try
        {
            while (connections.Count < BrainDatabase.PoolMin)
                connections.Add(await _database.OpenConnectionAsync(stop));
            // One after the other: they write the same rows, and each would wait for the one before it anyway.
            foreach (var connection in connections)
                await WarmUp(connection, changes, stop);
        }
        finally
        {
            foreach (var connection in connections)
                await connection.DisposeAsync();
        }
    }

    private static async Task WarmUp(
        NpgsqlConnection connection,
        IEnumerable<SessionChange> changes,
        CancellationToken stop
    )
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
    public async ValueTask DisposeAsync() => await Task.WhenAll(_changes.Drain(), _usage.Drain());

    private async Task<Committed[]> Write(string[] changes, CancellationToken stop)
    {
        await using var connection = await _database.OpenConnectionAsync(CancellationToken.None);
        await using var command = Command(changes);
        // One that takes too long is cancelled by the command's own time, so that whoever follows it hears of a
        // time-out.
        (command.Connection, command.CommandTimeout) = (connection, (int)_timeMax.TotalSeconds);
        var results = new List<Committed>(changes.Length);
        await using var reader = await command.ExecuteReaderAsync(CancellationToken.None);
        while (await reader.ReadAsync(CancellationToken.None))
            results.Add(ToCommitted(reader.GetString(0)));
        return [.. results];
    }

    private static Committed ToCommitted(string json) =>
        json == "{}" ? Committed.Plainly : JsonSerializer.Deserialize(json, StoredJson.Default.Committed)!;

    private static NpgsqlCommand Command(string[] changes) =>
        new(Sql.Read("sessions/commit_changes.sql"))
        {
            Parameters =
            {
                new() { Value = changes, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb },
            },
        };

    // Written down before it waits: what can't be is the caller's own fault, and nobody else's delay.
    private static string Text(SessionChange change) => JsonSerializer.Serialize(change, ChangeJson.Change);
}
