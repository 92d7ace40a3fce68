using System.Text.Json;
using Brain.Grains.Abstractions.Sessions;
using Brain.Messages.Sessions;
using Brain.Postgres.Sessions;
using Brain.Postgres.Telemetry;
using Brain.Silo.Hosting;
using Brain.Silo.Import;

namespace Brain.Silo.Telemetry;

/// <summary>
/// Keeps what exports say: usage goes to the sessions, which count each request once, and the rest into the log of what
/// happened.
/// </summary>
internal sealed class TelemetryWriter(
    IEnumerable<ITelemetrySource> sources,
    TelemetryStore store,
    SessionStore sessions,
    IGrainFactory grains,
    ImportLoop import
)
{
    /// <summary>Keeps the records of one export.</summary>
    /// <returns>How many could not be kept, and why the first of them.</returns>
    public async Task<(long Rejected, string? Why)> Keep(IReadOnlyList<OtlpRecord> records, CancellationToken stop)
    {
        var (rejected, why, events) = (0L, (string?)null, new List<(ITelemetrySource Source, TelemetryEvent Event)>());
        foreach (var record in records)
        {
            if (record.Fault is { } fault)
            {
                (rejected, why) = (rejected + 1, why ?? $"A record can't be read: {fault}");
                continue;
            }

            try
            {
                if (
                    sources.FirstOrDefault(source => source.Tells(record)) is { } source
                    && source.Read(record) is { } told
                )
                    events.Add((source, told));
            }
            catch (FormatException bad)
            {
                (rejected, why) = (rejected + 1, why ?? bad.Message);
            }
        }

        var unknown = await Count(events, stop) + await store.Record([.. events.SelectMany(Rows)], stop);
        if (events.Exists(one => one.Event.Deletes))
            import.Wake();
        if (unknown > 0)
            await Note(events, stop);
        if (unknown > 0)
            why ??= $"{unknown} records are of sessions that this brain never saw; are its hooks installed?";
        return (rejected + unknown, why);
    }

    // Telemetry of a session whose hooks told nothing says that they are not there.
    private async Task Note(List<(ITelemetrySource Source, TelemetryEvent Event)> events, CancellationToken stop)
    {
        foreach (var agent in events.GroupBy(one => one.Source.Agent, StringComparer.Ordinal))
        {
            Guid[] told = [.. agent.Select(one => one.Event.Session.Value).Distinct()];
            await store.Strange(told, agent.Max(one => one.Event.At), agent.Key, stop);
        }
    }

    private async Task<long> Count(List<(ITelemetrySource Source, TelemetryEvent Event)> events, CancellationToken stop)
    {
        var unknown = 0L;
        foreach (
            var session in events.Where(one => one.Event.Usage is not null).GroupBy(one => one.Event.Session)
        )
        {
            if (await sessions.Find(session.Key, stop) is null)
            {
                unknown += session.Count();
                continue;
            }

            foreach (var piece in session.Select(one => one.Event.Usage!).Chunk(UsageFound.EntriesMax))
            {
                await GrainRetry.Ask(async () =>
                {
                    await grains.GetGrain<ISessionGrain>(session.Key.Value).Count(new UsageFound(piece));
                    return true;
                });
            }
        }

        return unknown;
    }

    private static IEnumerable<TelemetryRow> Rows((ITelemetrySource Source, TelemetryEvent Event) one)
    {
        if (one.Event.Action is { } action)
            yield return new(
                one.Event.Session.Value,
                action,
                JsonSerializer.Serialize(one.Event.Detail, TelemetryJson.Default.IReadOnlyDictionaryStringString),
                one.Event.At
            )
            {
                Key = one.Event.Key,
                Agent = one.Source.Agent,
            };
    }
}
