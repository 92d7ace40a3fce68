using Brain.Domain.Sessions;
using Brain.Grains.Ports;
using Brain.Messages.Sessions;
using Brain.Postgres.Telemetry;

namespace Brain.Silo.Telemetry;

/// <summary>Measures each request when the ledger has it for the first time, whoever told of it.</summary>
internal sealed class UsageMeter(TelemetryStore store) : IUsageMeter
{
    /// <inheritdoc/>
    public async Task Measure(SessionId session, UsageFound found, Func<Task> count)
    {
        var fresh = HookMeter.CountsTokens ? await Fresh(session, found) : [];
        await count();
        foreach (var one in fresh)
            HookMeter.Count(one);
    }

    private async Task<UsageEntry[]> Fresh(SessionId session, UsageFound found)
    {
        var merged = found.Entries.Select(one => one.Within(session)).Merge();
        if (merged.IsEmpty)
            return [];
        var counted = await store.Counted([.. merged.Select(one => one.Key())], CancellationToken.None);
        return [.. merged.Where(one => !counted.Contains(one.Key()))];
    }
}
