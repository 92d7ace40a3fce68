using Brain.Domain.Knowledge.Search;
using Brain.Models.Embeddings;
using Brain.Postgres.Knowledge;
using Npgsql;

namespace Brain.Silo.Knowledge;

/// <summary>
/// Looks things up: by their words and by their meaning at once, and ranks what either found. What was said a moment
/// ago is found by its words; the Librarian follows with its vectors. A model that is slow or gone makes the search one
/// by words, and says so.
/// </summary>
internal sealed partial class SearchEngine(
    SearchStore store,
    SearchIndexStore index,
    Embedders embedders,
    TokenCache cache,
    TokenCacheFill fill,
    PieceWeights pieces,
    TimeProvider clock,
    ILogger<SearchEngine> logger
)
{
    /// <summary>The most texts that each way of searching hands to the ranking.</summary>
    public const int CandidatesMax = 100;

    private const int WaitingMax = 500;
    private const int WaitingRoundsMax = 4;
    private const long CountedAtOnceMax = 2_000;

    private const string NotAsOf =
        "What was rewritten since could not be looked through by its words of then; it was searched by those of today.";

    private static readonly TimeSpan ModelTimeMax = TimeSpan.FromSeconds(5);

    /// <summary>What each cue counts for.</summary>
    public RankWeights Weights { get; init; } = RankWeights.Default;

    /// <summary>Finds what fits a question, in order.</summary>
    public async Task<FoundTexts> Find(SearchQuestion asked, SearchFilter filter, CancellationToken stop)
    {
        var (model, texts, changed, waits) = await store.Model(stop);
        if (waits || (changed > 0 && texts < CountedAtOnceMax))
        {
            await CatchUp(stop);
            (model, texts, _, _) = await store.Model(stop);
        }

        var words = ByWords(asked, filter, stop);
        var (vector, note) = await Embed(model, asked, stop);
        var nearest = vector is null ? [] : await store.Nearest(vector, filter, CandidatesMax, stop);
        var (found, read) = await words;
        read = await WithNearest(found, read, nearest, filter, stop);
        var old = filter.AsOf is { } then ? await AsOf(asked, filter, then, stop) : OldTexts.None;
        if (old is null)
            note = note is null ? NotAsOf : $"{note} {NotAsOf}";
        old ??= OldTexts.None;
        SearchCandidate[] candidates =
        [
            .. (await Candidates(vector, found, read, stop)).Where(one => !old.Rewritten.Contains(one.Unit)),
            .. Candidates(old),
        ];
        var weigh = vector is null ? _ => 1 : await pieces.Of(vector.Model, texts, stop);
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        Ranking Rank(RankWeights weights, Func<SearchCandidate, bool>? keep) =>
            new Ranker(asked.Text, vector?.Tokens, weigh, today, weights).Rank(
                keep is null ? candidates : [.. candidates.Where(keep)]
            );
        return new(Rank(Weights, null), found, nearest, vector is not null, note) { Old = old.Shown, RankBy = Rank };
    }

    // Null where a long history could not be looked through in time.
    private async Task<OldTexts?> AsOf(
        SearchQuestion asked,
        SearchFilter filter,
        DateTimeOffset then,
        CancellationToken stop
    )
    {
        try
        {
            return await store.WordsAsOf(asked, filter, then, CandidatesMax, stop);
        }
        catch (NpgsqlException fault) when (!stop.IsCancellationRequested)
        {
            LogNotAsOf(logger, fault);
            return null;
        }
    }

    // Words cost little to index: whoever searches does what waits, and counts anew while counting costs little too.
    private async Task CatchUp(CancellationToken stop)
    {
        try
        {
            for (var round = 0; round < WaitingRoundsMax && await index.Index(WaitingMax, stop) > 0; round++) { }
            if (await store.Model(stop) is (_, < CountedAtOnceMax, > 0, _))
                await index.Count(always: true, stop);
        }
        catch (Npgsql.NpgsqlException fault)
        {
            // What is there is searched all the same.
            LogNotIndexed(logger, fault);
        }
    }

    private async Task<(QuestionVector? Vector, string? Note)> Embed(
        string? model,
        SearchQuestion asked,
        CancellationToken stop
    )
    {
        if (model is null || asked.Text.Length == 0)
            return (null, embedders.Current().Fault);
        if (embedders.Named(model) is not { } embedder)
            return (
                null,
                embedders.Current().Fault
                    ?? $"Searched by words alone: the texts are embedded with {model}, which is not configured any "
                        + "more."
            );
        using var late = CancellationTokenSource.CreateLinkedTokenSource(stop);
        late.CancelAfter(ModelTimeMax);
        try
        {
            var text = (await embedder.Embed([asked.Text], late.Token))[0];
            return (
                new(
                    model,
                    text.Vectors[0],
                    text.Pieces.Length == 0 ? null : new(text.Pieces, text.States)
                ),
                null
            );
        }
        catch (Exception fault) when (!stop.IsCancellationRequested)
        {
            LogNotEmbedded(logger, model, fault);
            return (
                null,
                "Searched by words alone: "
                    + (
                        fault is EmbeddingFaultException embedding
                            ? embedding.Message
                            : $"the sentence model {model} did not answer in time."
                    )
            );
        }
    }

    // While the model works: what words found, and what was said beside it.
    private async Task<(FoundUnit[] Found, SearchCandidate[] Read)> ByWords(
        SearchQuestion asked,
        SearchFilter filter,
        CancellationToken stop
    )
    {
        var found = await store.Words(asked, filter, CandidatesMax, stop);
        long[] units = [.. found.Select(one => one.Unit)];
        return (found, units.Length == 0 ? [] : await store.Candidates(units, filter, stop));
    }

    // Those that words found brought what stands beside them; what only stands beside them did not.
    private async Task<SearchCandidate[]> WithNearest(
        FoundUnit[] found,
        SearchCandidate[] read,
        FoundUnit[] nearest,
        SearchFilter filter,
        CancellationToken stop
    )
    {
        var known = found.Select(one => one.Unit).ToHashSet();
        long[] missing = [.. nearest.Select(one => one.Unit).Where(unit => !known.Contains(unit))];
        return missing.Length == 0
            ? read
            : [.. read.Concat(await store.Candidates(missing, filter, stop)).DistinctBy(one => one.Unit)];
    }

    private async Task<SearchCandidate[]> Candidates(
        QuestionVector? vector,
        FoundUnit[] words,
        SearchCandidate[] read,
        CancellationToken stop
    )
    {
        var made = vector is null
            ? new TextStates?[read.Length]
            : await States(vector.Model, [.. read.Select(one => one.Unit)], stop);
        var asked = vector is null ? null : ByteVector.Of(vector.Vector);
        var byWords = words.ToDictionary(one => one.Unit);
        return
        [
            .. read.Select(
                (one, at) =>
                {
                    var lexical = byWords.GetValueOrDefault(one.Unit);
                    return one with
                    {
                        Bm25 = lexical?.Score ?? 0,
                        Matched = lexical?.Matched ?? 0,
                        Cosine = asked is null ? null : made[at]?.Cosine(asked),
                        States = vector?.Tokens is null ? null : made[at]?.States,
                    };
                }
            ),
        ];
    }

    private static IEnumerable<SearchCandidate> Candidates(OldTexts old) =>
        old.Found.Zip(
            old.Shown,
            (found, row) =>
                new SearchCandidate(found.Unit, row.Kind, row.Session, row.Turn, row.Speaker, row.At)
                {
                    Bm25 = found.Score,
                    Matched = found.Matched,
                }
        );

    private async Task<TextStates?[]> States(string model, long[] units, CancellationToken stop)
    {
        fill.Begin(model);
        var (known, missing) = cache.Find(model, units);
        if (missing.Count == 0)
            return known;
        var read = await store.States(model, [.. missing.Select(at => units[at])], stop);
        var made = read.ToDictionary(one => one.Unit, one => one.Made);
        foreach (var at in missing)
            known[at] = made.GetValueOrDefault(units[at]);
        cache.Keep(model, read);
        return known;
    }
}

/// <summary>What a search came to.</summary>
/// <param name="Ranking">What was found, in order.</param>
/// <param name="Words">What its words alone found, best first.</param>
/// <param name="Nearest">What its meaning alone found, nearest first.</param>
/// <param name="IsFused">Whether a model took part.</param>
/// <param name="Note">Why none did, when one should have.</param>
internal sealed record FoundTexts(Ranking Ranking, FoundUnit[] Words, FoundUnit[] Nearest, bool IsFused, string? Note)
{
    /// <summary>Texts that stood at the time that was asked for and stand no more, as they were then.</summary>
    public ShownUnit[] Old { get; init; } = [];

    /// <summary>Puts the same candidates in order by other weights, or some of them.</summary>
    public required Func<RankWeights, Func<SearchCandidate, bool>?, Ranking> RankBy { get; init; }
}
