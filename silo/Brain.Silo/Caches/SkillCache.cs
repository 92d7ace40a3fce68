using Brain.Domain.Skills;
using Brain.Grains.Ports;
using Brain.Postgres;
using Brain.Postgres.Skills;
using Brain.Silo.Hosting;

namespace Brain.Silo.Caches;

/// <summary>
/// Keeps in memory what skills are found by, from the first search until nobody searched for a while. A change is heard
/// of at once, also one that another silo wrote; only what changed is read again.
/// </summary>
internal sealed class SkillCache(
    SkillSearchStore store,
    IEmbedder embedder,
    PgListener listener,
    TimeProvider clock,
    ILogger<SkillCache> logger
) : NotifiedCache<KnownSkills>(KnownSkills.Unread, listener, Options, clock, logger)
{
    /// <summary>How long it is kept when nobody searches.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(15);

    /// <summary>
    /// How far apart it reads what others tell of: the Librarian writes vectors a few at a time, and whoever searches
    /// meanwhile needs the processor.
    /// </summary>
    public static readonly TimeSpan Apart = TimeSpan.FromSeconds(1);

    private static readonly LoopOptions Options = new("Following skills in memory", "They are found as they were.");

    private long _askedAt = DateTimeOffset.MinValue.UtcTicks;
    private long _readAt;

    /// <summary>What skills are found by now; the first who asks waits until it is read.</summary>
    public async Task<SkillIndex> Index()
    {
        while (true)
        {
            Interlocked.Exchange(ref _askedAt, Clock.GetUtcNow().UtcTicks);
            if (Known is { Index: { } index } known && known.Model == embedder.Model)
                return index;
            await Refresh();
        }
    }

    /// <summary>This silo wrote some: done when whoever searches from now on finds them.</summary>
    public Task Changed() => Known.Index is null ? Task.CompletedTask : Refresh();

    /// <inheritdoc/>
    protected override PgChannel Channel => PgChannel.Skills;

    /// <inheritdoc/>
    protected override async Task<KnownSkills> Read()
    {
        if (Clock.GetUtcNow().UtcTicks - Interlocked.Read(ref _askedAt) > KeptFor.Ticks)
            return KnownSkills.Unread;
        var model = embedder.Model;
        var known = Known.Of(model);
        var stamps = await store.Stamps(model, CancellationToken.None);
        var words = await store.Words(known.Reworded(stamps), CancellationToken.None);
        var vectors = model is null ? [] : await store.Vectors(model, known.Moved(stamps), CancellationToken.None);
        return known.With(
            stamps,
            words.ToDictionary(one => one.Skill, one => (one.Words, one.Weights)),
            vectors.ToDictionary(one => one.Skill, one => one.Vector)
        );
    }

    /// <inheritdoc/>
    protected override async Task<TimeSpan?> Round(bool woken, CancellationToken stop)
    {
        if (Known.Index is not null)
            await Refresh();
        _readAt = Clock.GetTimestamp();
        return KeptFor;
    }

    // What is told after a while of nothing is heard of at once.
    /// <inheritdoc/>
    protected override async Task<bool> Rest(TimeSpan most, CancellationToken stop)
    {
        var woken = await base.Rest(most, stop);
        if (woken && Apart - Clock.GetElapsedTime(_readAt) is var early && early > TimeSpan.Zero)
            await Task.Delay(early, Clock, stop);
        return woken;
    }
}

/// <summary>What skills are found by, as it is known at one time.</summary>
/// <param name="Model">The sentence model that the vectors are of; null for none.</param>
/// <param name="All">By their ids, with what tells that they changed.</param>
/// <param name="Index">The same, to be searched; null before it was read.</param>
internal sealed record KnownSkills(
    string? Model,
    IReadOnlyDictionary<Guid, (SkillStamp Stamp, IndexedSkill Skill)> All,
    SkillIndex? Index
)
{
    /// <summary>Before anybody searched.</summary>
    public static readonly KnownSkills Unread = new(null, new Dictionary<Guid, (SkillStamp, IndexedSkill)>(), null);

    /// <summary>The same where it is of a model; else nothing is known.</summary>
    public KnownSkills Of(string? model) => model == Model ? this : Unread with { Model = model };

    /// <summary>Those whose words are not known as they are now.</summary>
    public Guid[] Reworded(SkillStamp[] now) =>
        [.. now.Where(one => !Knows(one, out var known) || known.Stamp.Row != one.Row).Select(one => one.Id)];

    /// <summary>Those whose vector is not known as it is now.</summary>
    public Guid[] Moved(SkillStamp[] now) =>
        [
            .. now.Where(one =>
                    one.Vector is not null && (!Knows(one, out var known) || known.Stamp.Vector != one.Vector)
                )
                .Select(one => one.Id),
        ];

    /// <summary>As they are now. What is as it was is not made again.</summary>
    /// <param name="now">All there are.</param>
    /// <param name="words">Of those whose words were read.</param>
    /// <param name="vectors">Of those whose vector was read.</param>
    public KnownSkills With(
        SkillStamp[] now,
        Dictionary<Guid, (string[] Words, float[] Weights)> words,
        Dictionary<Guid, float[]> vectors
    )
    {
        bool IsSame(SkillStamp one) => Knows(one, out var known) && known.Stamp == one;
        if (Index is not null && now.Length == All.Count && now.All(IsSame))
            return this;
        var all = new Dictionary<Guid, (SkillStamp Stamp, IndexedSkill Skill)>(now.Length);
        // What skills are about is said in the same words again and again: each is in memory once.
        var said = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var one in now)
        {
            var isKnown = Knows(one, out var known);
            var skill =
                isKnown && known.Stamp.Row == one.Row
                    ? known.Skill
                    : Worded(one.Id, words.GetValueOrDefault(one.Id, ([], [])), said, known.Skill);
            var vector =
                one.Vector is null ? null
                : vectors.TryGetValue(one.Id, out var read) ? read
                : known.Skill?.Vector;
            all[one.Id] = (one, skill.Vector == vector ? skill : skill with { Vector = vector });
        }

        return new(Model, all, SkillIndex.Of([.. now.Select(one => all[one.Id].Skill)], Index));
    }

    // A row changes each time that its skill is used, and its words hardly ever.
    private static IndexedSkill Worded(
        Guid id,
        (string[] Words, float[] Weights) of,
        Dictionary<string, string> said,
        IndexedSkill? before
    )
    {
        if (before is not null && before.Words.SequenceEqual(of.Words) && before.Weights.SequenceEqual(of.Weights))
            return before;
        foreach (var word in of.Words)
            said.TryAdd(word, word);
        return new(id, Array.ConvertAll(of.Words, word => said[word]), of.Weights);
    }

    private bool Knows(SkillStamp one, out (SkillStamp Stamp, IndexedSkill Skill) known) =>
        All.TryGetValue(one.Id, out known);
}
