using Brain.Messages.Pipelines;
using Brain.Postgres.Dashboard;

namespace Brain.Dashboard.Components.Pages;

/// <summary>What <c>Pipelines</c> shows.</summary>
/// <param name="Runs">With their links, late ones first.</param>
/// <param name="Pipelines">As they are defined now.</param>
/// <param name="Counts">How many runs there are, those that are not shown too.</param>
public sealed record PipelinesModel(RunSummary[] Runs, PipelineSummary[] Pipelines, ListCounts Counts)
{
    private const int RunsMax = 50;

    /// <summary>Reads it.</summary>
    public static async Task<PipelinesModel> Read(DashboardReader reader, CancellationToken stop)
    {
        var (runs, pipelines, counts) = (
            reader.Store.Runs(RunsMax, stop),
            reader.Source.Pipelines(stop),
            reader.Store.Totals(stop)
        );
        return new(await runs, await pipelines, await counts);
    }
}
