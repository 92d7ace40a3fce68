using Brain.Messages.Knowledge;
using Brain.Messages.Rules;
using Brain.Postgres.Dashboard;

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
    /// <summary>The most learnings and documents that are shown of each kind.</summary>
    public const int ShownMax = 50;

    /// <summary>Learnings that sessions are told, the newest first.</summary>
    public LearningSummary[] Kept { get; init; } = [];

    /// <summary>Documents that search looks in, at most <see cref="ShownMax"/>.</summary>
    public DocumentSummary[] Documents { get; init; } = [];

    /// <summary>How many documents there are.</summary>
    public int DocumentsAll { get; init; }

    /// <summary>How many learnings there are, those that are not shown too.</summary>
    public required ListCounts Counts { get; init; }

    private const int FoundMax = 20;

    /// <summary>Reads it.</summary>
    public static async Task<KnowledgeModel> Read(DashboardReader reader, PageRequest request, CancellationToken stop)
    {
        var asked = request["q"]?.Replace("\0", "", StringComparison.Ordinal).Trim();
        var (unreviewed, rules, kept, documents, counts) = (
            reader.Source.Learnings("unreviewed", ShownMax, stop),
            reader.Source.Rules(stop),
            reader.Source.Learnings("active", ShownMax, stop),
            reader.Source.Documents(stop),
            reader.Store.Totals(stop)
        );
        var found = asked is { Length: > 0 }
            ? await reader.Source.Search(new(asked) { Limit = FoundMax }, stop)
            : null;
        return new(asked is { Length: > 0 } ? asked : null, found, await unreviewed, await rules)
        {
            Kept = await kept,
            Documents = [.. (await documents).Take(ShownMax)],
            DocumentsAll = (await documents).Length,
            Counts = await counts,
        };
    }
}
