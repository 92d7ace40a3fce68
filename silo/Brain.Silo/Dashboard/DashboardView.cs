using System.Collections.Concurrent;
using System.Collections.Frozen;
using Brain.Dashboard;
using Brain.Postgres.Costs;
using Brain.Postgres.Dashboard;
using Brain.Silo.Security;

namespace Brain.Silo.Dashboard;

/// <summary>
/// Shows pages. Those who look at the same one share what was rendered until something changes: fifty open dashboards
/// cost little more than one.
/// </summary>
internal sealed class DashboardView(
    IServiceProvider services,
    DashboardWatch watch,
    DashboardNotes notes,
    BrowserLogins logins,
    TimeProvider clock
)
{
    private const int KeptMax = 64;

    // States that follow from the time alone, such as an answer that nobody looked at, are late by this much at most.
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(5);

    // What they show is added up over all sessions.
    private static readonly FrozenSet<string> Heavy = FrozenSet.Create(StringComparer.Ordinal, "cost", "health");

    private readonly Lazy<DashboardPages> _pages = new(() => Pages(services), LazyThreadSafetyMode.PublicationOnly);
    private readonly ConcurrentDictionary<string, Rendered> _kept = new(StringComparer.Ordinal);

    /// <summary>A page's HTML with the browser's own form token.</summary>
    public async Task<RenderedPage> Show(HttpContext context, string page, Guid? session)
    {
        var request = context.Request;
        var query = request.Query.ToDictionary(one => one.Key, one => one.Value.ToString(), StringComparer.Ordinal);
        var asked = new PageRequest(page, request.Path, query, clock.GetUtcNow())
        {
            Session = session,
            IsFragment = request.Headers.ContainsKey(DashboardEndpoints.FragmentHeader),
            Note = query.TryGetValue("said", out var said) ? notes.Take(said) : null,
        };
        var shown = await (asked.Note is null ? Kept(asked) : _pages.Value.Render(asked, context.RequestAborted));
        return shown with
        {
            Html = shown.Html.Replace(
                PageRequest.FormMark,
                logins.FormToken(request.Cookies[logins.Cookie]),
                StringComparison.Ordinal
            ),
        };
    }

    private Task<RenderedPage> Kept(PageRequest asked)
    {
        // Nobody follows, so nobody says when it is stale.
        if (!watch.IsFollowed)
            return _pages.Value.Render(asked, CancellationToken.None);
        var isHeavy = Heavy.Contains(asked.Page);
        var (version, most) = isHeavy ? (watch.SlowVersion, DashboardWatch.SlowEvery) : (watch.Version, KeptFor);
        var key = $"{asked.IsFragment} {asked.With()}";
        if (_kept.Count > KeptMax)
            _kept.Clear();
        var kept = _kept.AddOrUpdate(
            key,
            _ => Render(asked, version),
            (_, old) =>
                old.Version == version && asked.Now - old.At < most && !old.Html.Value.IsFaulted
                    ? old
                    : Render(asked, version)
        );
        return kept.Html.Value;
    }

    private Rendered Render(PageRequest asked, long version) =>
        new(version, asked.Now, new(() => Task.Run(() => _pages.Value.Render(asked, CancellationToken.None))));

    private static DashboardPages Pages(IServiceProvider services) =>
        new(
            new(services.GetRequiredService<DashboardStore>(), services.GetRequiredService<IDashboardSource>())
            {
                Costs = services.GetRequiredService<CostStore>(),
            },
            services,
            services.GetRequiredService<ILoggerFactory>()
        );

    private sealed record Rendered(long Version, DateTimeOffset At, Lazy<Task<RenderedPage>> Html);
}
