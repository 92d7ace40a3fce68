using Brain.Domain.Knowledge.Search;
using Brain.Domain.Text;
using Brain.Messages.Knowledge;
using Brain.Postgres.Knowledge;
using Brain.Silo.Caches;
using Brain.Silo.Files;

namespace Brain.Silo.Knowledge;

/// <summary>Answers people and programs who search: reads what they ask, has it found, and shows the rows.</summary>
internal sealed class SearchAnswers(
    SearchEngine engine,
    SearchStore store,
    PersonaCache personas,
    ProjectFolders folders
)
{
    private const int ShownMin = 30;
    private const int SuggestedBelow = 3;
    private const int TextMax = 4_000;

    private static readonly string[] Kinds =
    [
        "turn",
        "tool_call",
        "learning",
        "handoff",
        "comment",
        "decision",
        "document",
    ];

    /// <summary>Searches.</summary>
    public async Task<SearchResults> Search(SearchRequest request, CancellationToken stop)
    {
        var asked = SearchQuestion.Of(request.Words);
        if (Refuse(request, asked) is { } refusal)
            return new([], Answers: false) { Refusal = refusal };
        await folders.Know(request.Project, stop);
        var found = await engine.Find(asked, Filter(request), stop);
        var shown = (
            await store.Show(
                [.. found.Ranking.Texts.Take(Math.Max(ShownMin, 2 * request.Limit)).Select(one => one.Candidate.Unit)],
                request.AsOf,
                stop
            )
        )
            .Concat(found.Old)
            .ToDictionary(one => one.Unit);
        var results = found
            .Ranking.Texts.Where(one => shown.ContainsKey(one.Candidate.Unit))
            .Select(one => Result(one, shown[one.Candidate.Unit]))
            .OrderByDescending(one => one.Score)
            .Take(request.Limit)
            .ToArray();
        var agents = await store.Agents([.. results.Select(one => one.SessionId).OfType<Guid>().Distinct()], stop);
        results = [.. results.Select(one => one with { Agent = AgentOf(one, agents) })];
        if (request.Around > 0)
            results = [.. await Task.WhenAll(results.Select(one => WithAround(one, request.Around, stop)))];
        return new(results, AnswerCheck.Answers(found.Ranking, found.IsFused))
        {
            Ranked = found.IsFused ? "fused" : "words",
            Note = found.Note,
            Suggestions = await Suggestions(asked, found, stop),
        };
    }

    private static string? AgentOf(SearchResult one, Dictionary<Guid, string> agents) =>
        one.SessionId is { } session ? agents.GetValueOrDefault(session) : null;

    private static SearchResult Result(RankedText ranked, ShownUnit row)
    {
        var worth = AnswerCheck.Worth(row.Importance, row.Confidence);
        return new(
            row.Kind,
            row.Id,
            row.Session,
            row.Turn,
            row.Project,
            Redaction.Clean(row.Text, TextMax)!,
            Math.Round(ranked.Score + worth, 4)
        )
        {
            Parts = new(
                Math.Round(ranked.Words, 3),
                Math.Round(ranked.Meaning, 3),
                Math.Round(ranked.Session, 3),
                Math.Round(worth, 3)
            ),
            At = row.At,
            Speaker = row.Speaker,
            Status = row.Status,
            Importance = row.Importance,
            Confidence = row.Confidence,
        };
    }

    private async Task<SearchResult> WithAround(SearchResult result, int many, CancellationToken stop) =>
        result is { SessionId: { } session, TurnNum: { } turn, Kind: not "document" }
            ? result with
            {
                Around =
                [
                    .. (await store.Around(session, turn, many, stop)).Select(one => new TurnAround(
                        one.Turn,
                        Redaction.Clean(one.Text, TextMax)!
                    )),
                ],
            }
            : result;

    private async Task<SearchSuggestion[]?> Suggestions(SearchQuestion asked, FoundTexts found, CancellationToken stop)
    {
        if (asked.Words.Length == 0 || (found.Words.Length >= SuggestedBelow && found.Words[0].Matched > 0.9))
            return null;
        var others = await store.Suggest(asked, stop);
        return others.Length == 0 ? null : [.. others.Select(one => new SearchSuggestion(one.Word, one.Another))];
    }

    private SearchFilter Filter(SearchRequest request) =>
        new(
            request.Project,
            request.Kinds is { Length: > 0 } ? request.Kinds : null,
            request.Persona is { } name ? personas.Find(name)?.Id : null,
            request.Since,
            (request.Until, request.AsOf) switch
            {
                ({ } until, { } asOf) => until < asOf ? until : asOf,
                var (until, asOf) => until ?? asOf,
            }
        )
        {
            AsOf = request.AsOf,
        };

    private Messages.Sessions.Refusal? Refuse(SearchRequest request, SearchQuestion asked)
    {
        if (asked.Text.Length == 0)
            return new(
                "search.empty",
                "A search needs words; nothing was searched. Say for example: brain search why does the import fail"
            );
        if (request.Limit is < 1 or > SearchRequest.LimitMax)
            return new(
                "search.limit",
                $"The limit is {request.Limit} and may be 1 to {SearchRequest.LimitMax}; nothing was searched."
            );
        if (request.Around is < 0 or > SearchRequest.AroundMax)
            return new(
                "search.around",
                $"Around is {request.Around} and may be 0 to {SearchRequest.AroundMax}; nothing was searched."
            );
        if (request.Kinds?.FirstOrDefault(kind => !Kinds.Contains(kind, StringComparer.Ordinal)) is { } odd)
            return new(
                "search.kind",
                $"'{Redaction.Cut(odd, 40)}' is no kind of row; nothing was searched. There are: "
                    + $"{string.Join(", ", Kinds)}."
            );
        return request.Persona is { } name && personas.Find(name) is null
            ? new(
                "search.persona",
                $"There is no persona '{Redaction.Cut(name, 80)}'; nothing was searched. See: brain persona list"
            )
            : null;
    }
}
