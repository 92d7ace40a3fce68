using Brain.Grains.Abstractions.Knowledge;
using Brain.Grains.Ports;
using Brain.Silo.Configuration;
using Brain.Silo.Hosting;

namespace Brain.Silo.Knowledge;

/// <summary>
/// Has the Librarian index what was said, slice by slice: a while after the start, so that a start costs nothing, and
/// then every <see cref="Every"/>. While the machine is busy it rests between slices.
/// </summary>
internal sealed class IndexLoop(
    IGrainFactory grains,
    IEmbedder embedder,
    BrainSettings settings,
    IHostApplicationLifetime life,
    TimeProvider clock,
    ILogger<IndexLoop> logger
) : BackgroundLoop(Options with { FirstRest = settings.IndexAfter }, clock, logger)
{
    /// <summary>How long it rests when nothing waits.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(3);

    /// <summary>How long it rests between slices while the machine is busy.</summary>
    public static readonly TimeSpan Busy = TimeSpan.FromSeconds(2);

    private static readonly LoopOptions Options = new(
        "Indexing what was said",
        "Search finds it by its words alone, or not yet."
    )
    {
        BackOffMin = TimeSpan.FromSeconds(2),
        BackOffMax = TimeSpan.FromMinutes(2),
    };

    /// <inheritdoc/>
    protected override Task Begin(CancellationToken stop) => Started(life, stop);

    /// <inheritdoc/>
    protected override async Task<TimeSpan?> Round(bool woken, CancellationToken stop)
    {
        var more = await grains.GetGrain<ILibrarianGrain>(ILibrarianGrain.IndexKey).Index();
        return !more ? Every
            : embedder.IsBusy ? Busy
            : TimeSpan.Zero;
    }
}
