using Brain.Domain.Knowledge;
using Brain.Domain.Knowledge.Search;
using Brain.Grains.Ports;
using Brain.Postgres.Knowledge;

namespace Brain.Silo.Knowledge;

/// <summary>
/// What personas answer from: what a search finds, as far as it shares a word with the question or answers it, and
/// learnings and comments that have a word of it literally.
/// </summary>
internal sealed class SearchedEvidence(EvidenceStore rows, SearchEngine engine, SearchStore store) : IEvidence
{
    private const int ImportanceMiddle = 3;

    // Calls of tools are many and say little: they would stand in the place of what was said.
    private static readonly string[] Kinds = ["turn", "document", "learning", "handoff", "decision"];

    /// <inheritdoc/>
    public async Task<Evidence[]> Of(string question, Guid? persona, string? project, int limit)
    {
        if (Question.Words(question).Length == 0)
            return [];
        var kept = await rows.Find(question, persona, project, limit, CancellationToken.None);
        var all = (await Found(question, project, limit))
            .Concat(kept.Select(row => row with { Text = Excerpt.Of(row.Text, 0, question, Evidence.TextMax) }))
            .DistinctBy(row => row.Id)
            .ToLookup(row => row.Kind is "learning" or "comment" ? row.Kind : "said");
        // Of what is as important, what was learnt comes first.
        return
        [
            .. all["learning"]
                .Take(limit)
                .Concat(all["comment"])
                .Concat(all["said"])
                .OrderByDescending(row => row.Importance ?? ImportanceMiddle),
        ];
    }

    private async Task<IEnumerable<Evidence>> Found(string question, string? project, int limit)
    {
        var found = await engine.Find(
            SearchQuestion.Of(question),
            new SearchFilter(project, Kinds),
            CancellationToken.None
        );
        RankedText[] best =
        [
            .. found
                .Ranking.Texts.Where(one =>
                    one.Candidate.Matched > 0 || AnswerCheck.Answers(one, found.IsFused)
                )
                .GroupBy(one => one.Candidate.Kind is "turn" or "document" ? "said" : KindOf(one.Candidate.Kind))
                .SelectMany(kind => kind.Take(limit)),
        ];
        var shown = await store.Show([.. best.Select(one => one.Candidate.Unit)], CancellationToken.None);
        return best.Join(
            shown,
            one => one.Candidate.Unit,
            row => row.Unit,
            (one, row) =>
                new Evidence(
                    KindOf(row.Kind),
                    row.Id,
                    row.Session,
                    row.Turn,
                    Excerpt.Of(row.Text, row.AnswerAt, question, Evidence.TextMax),
                    one.Score,
                    row.Importance,
                    row.Confidence
                )
                {
                    At = row.At,
                    Unreviewed = KindOf(row.Kind) == "learning" && row.Status == "unreviewed",
                    Rejected = KindOf(row.Kind) == "learning" && row.Status == "rejected",
                }
        );
    }

    private static string KindOf(string kind) => kind == "handoff" ? "learning" : kind;
}
