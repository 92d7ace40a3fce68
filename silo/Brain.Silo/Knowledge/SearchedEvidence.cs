using Brain.Domain.Knowledge;
using Brain.Domain.Knowledge.Search;
using Brain.Grains.Ports;
using Brain.Postgres.Knowledge;

namespace Brain.Silo.Knowledge;

/// <summary>
/// What personas answer from: learnings and comments that share a word with the question, and the turns and documents
/// that a search finds, as far as they share a word with it or answer it.
/// </summary>
internal sealed class SearchedEvidence(EvidenceStore rows, SearchEngine engine, SearchStore store) : IEvidence
{
    private const int ImportanceMiddle = 3;
    private const int TextMax = 1_600;

    /// <inheritdoc/>
    public async Task<Evidence[]> Of(string question, Guid? persona, string? project, int limit)
    {
        if (Question.Words(question).Length == 0)
            return [];
        var kept = await rows.Find(question, persona, project, limit, CancellationToken.None);
        return
        [
            .. kept.Concat(await Found(question, project, limit))
                .OrderByDescending(row => row.Importance ?? ImportanceMiddle),
        ];
    }

    private async Task<IEnumerable<Evidence>> Found(string question, string? project, int limit)
    {
        var filter = new SearchFilter(project, ["turn", "document"]);
        var found = await engine.Find(SearchQuestion.Of(question), filter, CancellationToken.None);
        RankedText[] best =
        [
            .. found
                .Ranking.Texts.Take(limit)
                .Where(one => one.Candidate.Matched > 0 || AnswerCheck.Answers(one, found.IsFused)),
        ];
        var shown = await store.Show([.. best.Select(one => one.Candidate.Unit)], CancellationToken.None);
        return best.Join(
            shown,
            one => one.Candidate.Unit,
            row => row.Unit,
            (one, row) =>
                new Evidence(
                    row.Kind,
                    row.Id,
                    row.Session,
                    row.Turn,
                    row.Text.Length > TextMax ? row.Text[..TextMax] : row.Text,
                    one.Score,
                    row.Importance,
                    row.Confidence
                )
                {
                    At = row.At,
                }
        );
    }
}
