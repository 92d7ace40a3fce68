using Brain.Grains.Ports;
using Brain.Postgres.Skills;

namespace Brain.Grains.Skills;

/// <summary>Makes the vectors of skills that have none yet, a few at a time.</summary>
public sealed class SkillIndexer(SkillSearchStore store, IEmbedder embedder) : IIndexSlice
{
    private const int SkillsMax = 16;
    private const int SkillsMaxBusy = 2;

    /// <inheritdoc/>
    public async Task<bool> Advance(CancellationToken stop)
    {
        if (embedder.Model is not { } model)
            return false;
        var skills = await store.Unembedded(model, embedder.IsBusy ? SkillsMaxBusy : SkillsMax, stop);
        if (skills.Length == 0)
            return false;
        var vectors = await embedder.EmbedInBackground([.. skills.Select(one => one.Text)], stop);
        await store.Keep(
            model,
            [.. skills.Select(one => one.Skill)],
            // A long text has several; the first has its name and what it is for.
            [.. vectors.Select(one => one.Vectors[0])],
            stop
        );
        return true;
    }
}
