using Brain.Messages.Knowledge;
using Brain.Messages.Rules;

namespace Brain.Dashboard.Components.Pages;

/// <summary>What <c>Knowledge</c> shows.</summary>
/// <param name="Asked">What a person searched for, or null.</param>
/// <param name="Found">What was found; null when nothing was asked.</param>
/// <param name="Unreviewed">Learnings that wait for a review.</param>
/// <param name="Rules">Rules with their hits.</param>
public sealed record KnowledgeModel(
    string? Asked,
    SearchResults? Found,
    LearningSummary[] Unreviewed,
    RuleSummary[] Rules
)
{
    private const int ShownMax = 50;
    private const int FoundMax = 20;

    /// <summary>Reads it.</summary>
    public static async Task<KnowledgeModel> Read(DashboardReader reader, PageRequest request, CancellationToken stop)
    {
        var asked = request["q"]?.Replace("\0", "", StringComparison.Ordinal).Trim();
        var (unreviewed, rules) = (
            reader.Source.Learnings("unreviewed", ShownMax, stop),
            reader.Source.Rules(stop)
        );
        var found = asked is { Length: > 0 }
            ? await reader.Source.Search(new(asked) { Limit = FoundMax }, stop)
            : null;
        return new(asked is { Length: > 0 } ? asked : null, found, await unreviewed, await rules);
    }
}
