using System.Globalization;
using Brain.Postgres.Dashboard;

namespace Brain.Dashboard.Components.Pages;

/// <summary>What <c>Cost</c> shows.</summary>
public sealed record CostModel
{
    /// <summary>How far back a person may look, in days.</summary>
    public static readonly int[] Spans = [7, 30, 90];

    private const int RowsMax = 15;

    /// <summary>How far back it looks.</summary>
    public required int Days { get; init; }

    /// <summary>By day, the newest first.</summary>
    public CostSum[] ByDay { get; init; } = [];

    /// <summary>By project, the dearest first.</summary>
    public CostSum[] ByProject { get; init; } = [];

    /// <summary>By model.</summary>
    public CostSum[] ByModel { get; init; } = [];

    /// <summary>By session.</summary>
    public CostSum[] BySession { get; init; } = [];

    /// <summary>What was done again for nothing.</summary>
    public WastedCalls[] Waste { get; init; } = [];

    /// <summary>Dollars in all.</summary>
    public decimal All => ByDay.Sum(day => day.Cost ?? 0);

    /// <summary>Dollars of each day, oldest first, those without any too.</summary>
    public IReadOnlyList<(string Name, double Value)> EveryDay(DateTimeOffset now)
    {
        var known = ByDay.ToDictionary(day => day.Key, StringComparer.Ordinal);
        return
        [
            .. Enumerable
                .Range(0, Days)
                .Select(back => now.UtcDateTime.AddDays(back + 1 - Days))
                .Select(day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
                .Select(day =>
                    known.TryGetValue(day, out var sum)
                        ? (
                            $"{day}: {Figures.Dollars(sum.Cost)}, {Figures.Tokens(sum.Tokens)} tokens",
                            (double)(sum.Cost ?? 0)
                        )
                        : ($"{day}: nothing", 0)
                ),
        ];
    }

    /// <summary>Reads it.</summary>
    public static async Task<CostModel> Read(DashboardReader reader, PageRequest request, CancellationToken stop)
    {
        var days = Spans.Contains(request.Number("days", 30)) ? request.Number("days", 30) : 30;
        var since = request.Now.AddDays(-days);
        var (byDay, byProject, byModel, bySession, waste) = (
            reader.Store.Costs("day", since, days + 1, stop),
            reader.Store.Costs("project", since, RowsMax, stop),
            reader.Store.Costs("model", since, RowsMax, stop),
            reader.Store.Costs("session", since, RowsMax, stop),
            reader.Store.Waste(since, RowsMax, stop)
        );
        return new()
        {
            Days = days,
            ByDay = await byDay,
            ByProject = await byProject,
            ByModel = await byModel,
            BySession = await bySession,
            Waste = await waste,
        };
    }
}
