using Brain.Messages.Pipelines;

namespace Brain.Dashboard.Components.Pages;

/// <summary>What <c>Pipelines</c> shows.</summary>
/// <param name="Runs">With their links, late ones first.</param>
/// <param name="Pipelines">As they are defined now.</param>
public sealed record PipelinesModel(RunSummary[] Runs, PipelineSummary[] Pipelines)
{
    private const int RunsMax = 50;

    /// <summary>Reads it.</summary>
    public static async Task<PipelinesModel> Read(DashboardReader reader, CancellationToken stop)
    {
        var (runs, pipelines) = (reader.Store.Runs(RunsMax, stop), reader.Source.Pipelines(stop));
        return new(await runs, await pipelines);
    }
}
