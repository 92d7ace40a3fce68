using Brain.Grains.Ports;
using Brain.Messages.Skills;
using Brain.Postgres.Skills;
using Brain.Silo.Caches;

namespace Brain.Silo.Skills;

/// <summary>Finds skills; a sentence model that is slow or gone makes the search one by words, and says so.</summary>
internal sealed class SkillSearch(SkillSearchStore store, SkillCache cache, IEmbedder embedder, SkillHost host)
{
    /// <summary>The most that are found at once.</summary>
    public const int ResultsMax = 50;

    /// <summary>The most characters of a query.</summary>
    public const int WordsMax = 2_000;

    private static readonly TimeSpan ModelTimeMax = TimeSpan.FromSeconds(3);

    /// <summary>Finds some.</summary>
    public Task<SkillMatches> Find(string words, int most, CancellationToken stop) => Find(words, most, null, stop);

    /// <summary>Finds some of those that a session on this machine may be told of unasked.</summary>
    /// <param name="words">What it is about.</param>
    /// <param name="project">Its project's folder, or null.</param>
    /// <param name="most">At most so many.</param>
    /// <param name="stop">Gives up.</param>
    public async Task<SkillMatches> Suggest(string words, string? project, int most, CancellationToken stop) =>
        await Find(words, most, (await store.Suggestible(project, host.Key, stop)).ToHashSet(), stop);

    private async Task<SkillMatches> Find(string words, int most, HashSet<Guid>? among, CancellationToken stop)
    {
        var query = words.Length > WordsMax ? words[..WordsMax] : words;
        var asked = store.WordsOf(query, stop);
        var (vector, note) = await Embed(query, stop);
        var index = await cache.Index();
        var hits = index.Find(await asked, vector, Math.Clamp(most, 1, ResultsMax), among);
        var shown = (await store.Show([.. hits.Select(hit => hit.Id)], stop)).ToDictionary(one => one.Id);
        return new(
            [
                .. hits.Where(hit => shown.ContainsKey(hit.Id))
                    .Select(hit => new SkillMatch(shown[hit.Id], hit.Score, hit.Words) { Cosine = hit.Cosine })
                    .OrderByDescending(match => match.Score)
                    .ThenByDescending(match => match.Skill.Uses)
                    .ThenBy(match => match.Skill.Name, StringComparer.Ordinal),
            ],
            note
        );
    }

    private async Task<(float[]? Vector, string? Note)> Embed(string query, CancellationToken stop)
    {
        if (embedder.Model is null || query.Length == 0)
            return (null, null);
        using var late = CancellationTokenSource.CreateLinkedTokenSource(stop);
        late.CancelAfter(ModelTimeMax);
        try
        {
            return ((await embedder.Embed([query], late.Token))[0].Vectors[0], null);
        }
        catch (Exception fault) when (!stop.IsCancellationRequested)
        {
            return (null, $"Searched by words alone: {fault.GetBaseException().Message}");
        }
    }
}
