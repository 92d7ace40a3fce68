using Brain.Domain.Import;
using Brain.Domain.Sessions;
using Brain.Grains.Abstractions.Sessions;
using Brain.Grains.Ports;
using Brain.Postgres.Import;
using Brain.Silo.Hosting;
using Npgsql;

namespace Brain.Silo.Import;

/// <summary>
/// Writes batches: what no hook told of goes to the database at once; a session that hooks told of is written by its
/// grain, so that none of its events comes between. Then the places are kept.
/// </summary>
internal sealed class ImportWriter(
    ImportStore store,
    IGrainFactory grains,
    ISessionContexts contexts,
    TimeProvider clock
)
{
    /// <summary>Transactions at the same time for one batch of a person's import; for the brain's own, one.</summary>
    public const int LanesMax = 2;

    private const int TriesMax = 8;

    /// <summary>Writes a batch; done when its places are kept.</summary>
    public async Task Write(ImportBatch batch, ImportRun run, CancellationToken stop)
    {
        var sessions = batch.Sessions.Where(found => !IsEmpty(found)).ToArray();
        var parts = ImportParts.Of(sessions, run.IsGentle ? 1 : LanesMax);
        await Task.WhenAll(parts.Select(part => Task.Run(() => WritePart(part, run, stop), stop)));
        if (batch.Files.Count > 0)
            await Again(
                async () =>
                {
                    await store.Keep([.. batch.Files.Values], stop);
                    return true;
                },
                stop
            );
    }

    private async Task WritePart(SessionFound[] part, ImportRun run, CancellationToken stop)
    {
        var pieces = part.Select(Priced).ToArray();
        var counts = await Again(() => store.Write(pieces, stop), stop);
        for (var place = 0; place < pieces.Length; place++)
        {
            var session = pieces[place].SessionId.Value;
            var written = counts[place].Deferred
                ? await GrainRetry.Ask(() =>
                    grains.GetGrain<ISessionGrain>(session).Import(new(ImportStore.Text(pieces[place])))
                )
                : counts[place];
            run.Wrote(session, written);
        }
    }

    private SessionImport Priced(SessionFound found)
    {
        var prices = contexts.Of(found.Rows.Session.ProjectPath, key: null).Settings.Prices;
        return found.Rows with
        {
            Usage = UsageAccounting.Rows(found.Usage, found.Rows.SessionId, prices, found.Rows.Session.EndedAt),
        };
    }

    private static bool IsEmpty(SessionFound found) =>
        found.Rows is { Turns.IsEmpty: true, Tools.IsEmpty: true, Session.Path: null } && found.Usage.Count == 0;

    // Others write the same rows: a fork's and its parent's files, hooks of the same session, a person's undo.
    private async Task<T> Again<T>(Func<Task<T>> write, CancellationToken stop)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await write();
            }
            catch (PostgresException lost)
                when (tries < TriesMax
                    && lost.SqlState
                        is PostgresErrorCodes.DeadlockDetected
                            or PostgresErrorCodes.LockNotAvailable
                            or PostgresErrorCodes.UniqueViolation
                            or PostgresErrorCodes.SerializationFailure
                )
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100 << tries), clock, stop);
            }
        }
    }
}
