using System.Collections.Immutable;
using Brain.Domain.Decisions;
using Brain.Domain.Text;
using Brain.Messages.Pipelines;

namespace Brain.Domain.Pipelines;

/// <summary>What is late in a session's project when it begins.</summary>
/// <param name="Runs">The newest first, at most 5. Source: <c>v2.orient_pipelines</c>.</param>
internal sealed record BrokenRuns(ImmutableArray<RunSummary> Runs) : ISessionLines
{
    /// <inheritdoc/>
    public IEnumerable<string> Orientation =>
        (Runs.IsDefault ? [] : Runs).Select(run =>
            DataMark.Line($"run {RunText.Short(run.Id)}", "Late", run.ToText(), ISessionLines.TextMax)
        );
}
