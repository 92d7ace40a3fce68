using System.Globalization;
using Brain.Messages.Costs;
using Brain.Postgres.Costs;

namespace Brain.Dashboard.Components.Pages;

/// <summary>What <c>Cost</c> shows: the same figures as <c>brain cost</c>, for they are read in the same way.</summary>
public sealed record CostModel
{
    /// <summary>How far back a person may look, in days.</summary>
    public static readonly int[] Spans = [7, 30, 90];

    /// <summary>Groups and lines that are shown of each kind.</summary>
    public const int RowsMax = 15;

    /// <summary>How far back it looks.</summary>
    public required int Days { get; init; }

    /// <summary>Whose days they are.</summary>
    public required TimeZoneInfo Zone { get; init; }

    /// <summary>One of each of <see cref="CostReport.Groupings"/>.</summary>
    public required CostReport[] Reports { get; init; }

    /// <summary>Caps and what of them is used.</summary>
    public CapFigures[] Caps { get; init; } = [];

    /// <summary>What was done for nothing.</summary>
    public Waste[] Wasted { get; init; } = [];

    /// <summary>Whether sessions are still looked through for that.</summary>
    public bool IsCounting { get; init; }

    /// <summary>Whether anybody told of a server that was connected: telemetry does. Only asked where nothing was done
    /// for nothing.</summary>
    public bool KnowsServers { get; init; }

    /// <summary>Whether more was done for nothing than <see cref="Wasted"/> has.</summary>
    public bool IsWasteCut =>
        Wasted.GroupBy(one => one.Kind, StringComparer.Ordinal).Any(kind => kind.Count() >= CostReport.LinesMax);

    /// <summary>Servers whose tools nobody called: in how many sessions, and about what that cost.</summary>
    public (string Server, int Sessions, decimal? Cost)[] Unused() =>
        [
            .. Wasted
                .Where(one => one.Kind == "server")
                .GroupBy(one => one.What, StringComparer.Ordinal)
                .Select(same =>
                    (same.Key, same.Count(), same.All(one => one.CostUsd is null) ? null : same.Sum(one => one.CostUsd))
                )
                .OrderByDescending(one => one.Item3)
                .ThenBy(one => one.Key, StringComparer.Ordinal),
        ];

    /// <summary>Turns that cost something, and what came of them.</summary>
    public TurnOutcome[] Outcomes { get; init; } = [];

    /// <summary>By day, the newest first.</summary>
    public CostReport ByDay => Reports.Single(one => one.By == "day");

    /// <summary>Models whose price is not known.</summary>
    public string[] Unpriced =>
        [.. ByDay.Groups.SelectMany(one => one.Unpriced).Distinct(StringComparer.Ordinal)];

    /// <summary>Dollars of each day, oldest first, those without any too.</summary>
    public IReadOnlyList<(string Name, double Value)> EveryDay(DateTimeOffset now)
    {
        var known = ByDay.Groups.ToDictionary(day => day.Name ?? "", StringComparer.Ordinal);
        return
        [
            .. Enumerable
                .Range(0, Days)
                .Select(back => Today(now, Zone).AddDays(back + 1 - Days))
                .Select(day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
                .Select(day =>
                    known.TryGetValue(day, out var sum)
                        ? (
                            $"{day}: {Figures.Dollars(sum.CostUsd)}, {Figures.Tokens(Tokens(sum))} tokens",
                            (double)sum.CostUsd
                        )
                        : ($"{day}: nothing", 0)
                ),
        ];
    }

    /// <summary>Dollars and turns by what came of them, what cost most first.</summary>
    public (string Outcome, int Turns, decimal Cost)[] Came() =>
        [
            .. Outcomes
                .GroupBy(one => one.Outcome, StringComparer.Ordinal)
                .Select(same => (same.Key, same.Count(), same.Sum(one => one.CostUsd ?? 0)))
                .OrderByDescending(one => one.Item3),
        ];

    /// <summary>Tokens of all kinds.</summary>
    public static long Tokens(CostGroup one) =>
        one.Input + one.Output + one.CacheWrite5m + one.CacheWrite1h + one.CacheRead;

    /// <summary>Reads it.</summary>
    public static async Task<CostModel> Read(DashboardReader reader, PageRequest request, CancellationToken stop)
    {
        var days = Spans.Contains(request.Number("days", 30)) ? request.Number("days", 30) : 30;
        var zone = reader.Source.Zone;
        var first = Today(request.Now, zone).AddDays(1 - days);
        var span = new CostSpan(Midnight.Of(first, zone), null, zone.Id);
        var (wasted, outcomes) = (reader.Costs.Wasted(span, null, stop), reader.Costs.Outcomes(span, null, stop));
        var caps = reader.Source.Caps(stop);
        var reports = await reader.Costs.Every(span with { GroupsMax = RowsMax }, null, stop);
        return new()
        {
            Days = days,
            Zone = zone,
            Reports = reports,
            Wasted = (await wasted).Lines,
            IsCounting = (await wasted).IsCounting,
            KnowsServers = (await wasted).Lines.Length == 0 && await reader.Costs.KnowsServers(span, stop),
            Outcomes = await outcomes,
            Caps = await caps,
        };
    }

    private static DateTime Today(DateTimeOffset now, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(now, zone).Date;
}
