using System.Collections.Concurrent;
using System.Collections.Immutable;
using Brain.Domain.Personas;
using Brain.Domain.Rules;
using Brain.Messages.Projects;
using Brain.Postgres;
using Brain.Postgres.Rules;
using Brain.Silo.Configuration;
using Brain.Silo.Hosting;

namespace Brain.Silo.Caches;

/// <summary>
/// Keeps in memory the rules that are on, so that no hook reads a row for them. One that is switched is heard of at
/// once, also where another silo wrote it.
/// </summary>
internal sealed class RuleCache(
    RuleStore store,
    PgListener listener,
    BrainConfiguration configuration,
    TimeProvider clock,
    ILogger<RuleCache> logger
) : NotifiedCache<KnownRules>(KnownRules.None, listener, Options, clock, logger)
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(30);

    private static readonly LoopOptions Options = new("Following the rules", "Those known go on.")
    {
        BackOffMax = Again,
    };

    /// <summary>The rules of a project's sessions.</summary>
    /// <param name="folder">The session's folder, or null.</param>
    /// <param name="key">Which project that is, or null.</param>
    public RulesContext Of(string? folder, string? key)
    {
        var known = Known;
        return known.Rules.IsEmpty
            ? RulesContext.None
            : known.Contexts.GetOrAdd((folder, key), _ => Context(known, folder, key));
    }

    /// <summary>Whether ratings are below what the configuration asks of personas too.</summary>
    public bool IsLow(int useful, int noise, int wrong) =>
        configuration.Personas.Mute.Mutes(new RatingCounts(useful, noise, wrong, 0));

    /// <inheritdoc/>
    protected override PgChannel Channel => PgChannel.Rules;

    /// <inheritdoc/>
    protected override async Task<KnownRules> Read() =>
        new([
            .. (await store.Active(CancellationToken.None)).Select(one =>
                one with
                {
                    Rule = one.Rule with
                    {
                        // What a person wrote by hand is never muted behind their back.
                        Muted = !one.ByHand && IsLow(one.Ratings.Useful, one.Ratings.Noise, one.Ratings.Wrong),
                    },
                }
            ),
        ]);

    /// <inheritdoc/>
    protected override async Task<TimeSpan?> Round(bool woken, CancellationToken stop)
    {
        // Also when nothing was heard: the threshold may be configured anew.
        await Refresh();
        return Again;
    }

    private static RulesContext Context(KnownRules known, string? folder, string? key) =>
        new([.. known.Rules.Where(one => Covers(one, folder, key)).Select(one => one.Rule)]);

    private static bool Covers(StoredRule one, string? folder, string? key) =>
        (one.Project is null && one.ProjectKey is null)
        || (one.ProjectKey is not null && one.ProjectKey == key)
        || ProjectFolder.Holds(one.Project, folder);
}

/// <summary>The rules as they are known at one time.</summary>
/// <param name="Rules">Those that are on.</param>
internal sealed record KnownRules(ImmutableArray<StoredRule> Rules)
{
    /// <summary>Before the first reading.</summary>
    public static readonly KnownRules None = new([]);

    /// <summary>Those of each project, found when its sessions first ask.</summary>
    public ConcurrentDictionary<(string?, string?), RulesContext> Contexts { get; } = new();
}
