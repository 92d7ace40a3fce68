using System.Collections.Immutable;
using System.Globalization;
using Brain.Domain.Sessions;
using Brain.Grains.Ports;
using Brain.Postgres.Costs;
using Brain.Silo.Caches;
using Brain.Silo.Configuration;

namespace Brain.Silo.Costs;

/// <summary>
/// Which caps in dollars hold for a session: what was said goes before what is configured. What of them is used is read
/// from the database when it is decided, so that it is exact over all silos.
/// </summary>
internal sealed class SpendReader(
    BudgetCache said,
    BrainConfiguration configuration,
    SpendStore store,
    TimeProvider clock
) : ISpend
{
    /// <inheritdoc/>
    public async ValueTask<SpendStanding> Of(Session session, string? project, bool asked = false)
    {
        var configured = configuration.Of(project, session.ProjectKey).Sessions.SpendCaps;
        var caps = said.Caps.AddRange(configured.Where(cap => !IsSaid(cap)));
        if (caps.IsEmpty && session.BudgetUsd is null && !asked)
            return SpendStanding.None;
        var (day, week) = SpendPeriods.Begun(clock);
        return new()
        {
            Caps = caps,
            Rows = [.. await store.Read(session, day, week, CancellationToken.None)],
            Day = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            Week = week.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        };
    }

    private bool IsSaid(SpendCap cap) =>
        cap is { Model: null, OfProject: false } && said.Caps.Any(one => one.Period == cap.Period);
}
