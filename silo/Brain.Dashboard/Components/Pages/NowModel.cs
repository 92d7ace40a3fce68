using Brain.Messages.Pipelines;
using Brain.Postgres.Dashboard;

namespace Brain.Dashboard.Components.Pages;

/// <summary>What <c>Now</c> shows.</summary>
/// <param name="Sessions">Live ones, those that wait for a person first.</param>
/// <param name="Counts">How many there are in all.</param>
/// <param name="Waiting">How many wait, those that are not shown too.</param>
/// <param name="Late">Runs that are late.</param>
public sealed record NowModel(LiveCard[] Sessions, SessionCounts Counts, int Waiting, RunSummary[] Late)
{
    private const int LateMax = 5;
    private const int ShownMax = 60;

    /// <summary>Reads it.</summary>
    public static async Task<NowModel> Read(DashboardReader reader, PageRequest request, CancellationToken stop)
    {
        var (live, counts, runs) = (
            reader.Store.Live(stop),
            reader.Store.Counts(stop),
            reader.Store.Runs(LateMax, stop)
        );
        var sessions = SessionStandings.InOrder(await live, request.Now);
        return new(
            [.. sessions.Take(ShownMax)],
            await counts,
            sessions.Count(one => SessionStandings.Of(one, request.Now).Activity == SessionActivity.Waiting),
            [.. (await runs).Where(run => run.LateSince is not null)]
        );
    }
}
