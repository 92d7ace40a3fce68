using Brain.Grains.Abstractions.Skills;
using Brain.Silo.Configuration;
using Brain.Silo.Hosting;

namespace Brain.Silo.Skills;

/// <summary>
/// Follows the skills of this machine by itself: looks every so often whether a folder changed, which costs a look at
/// each file's name and time, and has uses counted and trust moved.
/// </summary>
internal sealed partial class SkillLoop(
    SkillSync skills,
    SkillLists lists,
    IGrainFactory grains,
    BrainSettings settings,
    IHostApplicationLifetime life,
    TimeProvider clock,
    ILogger<SkillLoop> logger
) : BackgroundLoop(Options with { FirstRest = settings.IndexAfter }, clock, logger)
{
    /// <summary>How long it rests.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(30);

    /// <summary>Who it is, as rows keep it.</summary>
    public const string Source = "bot:skills";

    private static readonly LoopOptions Options = new("Following skills", "They are known as they were.")
    {
        BackOffMin = TimeSpan.FromSeconds(10),
        BackOffMax = TimeSpan.FromMinutes(10),
    };

    /// <inheritdoc/>
    protected override Task Begin(CancellationToken stop) => Started(life, stop);

    /// <inheritdoc/>
    protected override async Task<TimeSpan?> Round(bool woken, CancellationToken stop)
    {
        var synced = await skills.Run([], Source, stop);
        if (synced.Added + synced.Changed + synced.Moved + synced.Gone > 0)
            LogSynced(logger, synced.Added, synced.Changed, synced.Moved, synced.Gone, synced.Reset);
        if (await grains.GetGrain<ISkillTrustGrain>(ISkillTrustGrain.Key).Settle() is > 0 and var moved)
            LogMoved(logger, moved);
        await lists.Refresh(stop);
        return Every;
    }
}
