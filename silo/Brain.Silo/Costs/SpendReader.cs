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
    public SpendStanding Caps(Session session, string? project)
    {
        var settings = configuration.Of(project, session.ProjectKey).Sessions;
        var configured = settings.SpendCaps;
        var held = settings.RefusesUnpriced
            ? SpendStanding.None with { RefusesUnpriced = true, Prices = settings.Prices }
            : SpendStanding.None;
        return configured.IsEmpty && said.Caps.IsEmpty
            ? held
            : held with { Caps = said.Caps.AddRange(configured.Where(cap => !IsSaid(cap))), Configured = configured };
    }

    /// <inheritdoc/>
    public async ValueTask<SpendStanding> Of(Session session, string? project, bool asked = false)
    {
        var known = Caps(session, project);
        if (known.Caps.IsEmpty && session.BudgetUsd is null && !asked)
            return SpendStanding.None;
        var (day, week) = SpendPeriods.Begun(clock);
        var span = new SpendSpan(day, week)
        {
            // Of other sessions only what some cap counts is read.
            Others =
                asked || known.Caps.Any(cap => cap.Period == SpendPeriod.Week) ? week
                : known.Caps.Any(cap => cap.Period == SpendPeriod.Day) ? day
                : null,
            Models = [.. known.Caps.Select(cap => cap.Model).OfType<string>().Distinct(StringComparer.Ordinal)],
        };
        var (latest, newest, unpriced, rows) = await store.Read(session, span, CancellationToken.None);
        return known with
        {
            Latest = latest,
            Newest = newest,
            Today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime),
            Unpriced = unpriced,
            Rows = rows,
            Day = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            Week = week.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        };
    }

    private bool IsSaid(SpendCap cap) =>
        cap is { Model: null, OfProject: false } && said.Caps.Any(one => one.Period == cap.Period);
}
