using System.Runtime;
using System.Runtime.InteropServices;
using Brain.Models.Embeddings;
using Brain.Silo.Hosting;

namespace Brain.Silo.Knowledge;

/// <summary>
/// Gives memory back to the machine while the silo has little to do: what the start took, what a burst of work took,
/// what the sentence model and the token states took that are not needed any more. The runtime keeps all of it
/// until somebody asks for memory, and so does the C library. All threads stand still meanwhile, so nothing is given
/// back while agents work, but for what is large and was dropped just now.
/// </summary>
internal sealed partial class IdleMemoryLoop(
    Embedders embedders,
    TokenCacheFill tokens,
    HookCount hooks,
    IHostApplicationLifetime life,
    TimeProvider clock,
    ILogger<IdleMemoryLoop> logger
) : BackgroundLoop(Options, clock, logger)
{
    /// <summary>How often it looks.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(20);

    // Whoever works allocates more than that in a round, and is not held up by a full collection.
    private const long QuietBytesMax = 16L * 1024 * 1024;
    private const long WorthBytesMin = 64L * 1024 * 1024;

    private static readonly LoopOptions Options = new(
        "Giving back memory",
        "The silo keeps more than it needs."
    )
    {
        FirstRest = Every,
    };

    private long _allocated;
    private long _allocatedWhenGivenBack;
    private long _answered;
    private int _modelsGivenBack;
    private bool _dropped;

    /// <inheritdoc/>
    protected override Task Begin(CancellationToken stop) => Started(life, stop);

    /// <inheritdoc/>
    protected override Task<TimeSpan?> Round(bool woken, CancellationToken stop)
    {
        _dropped |= tokens.GiveBack() | (embedders.GivenBack != _modelsGivenBack);
        _modelsGivenBack = embedders.GivenBack;
        var (answered, allocated) = (hooks.Answered, GC.GetTotalAllocatedBytes());
        var isDue = IsDue(answered != _answered, _dropped, allocated - _allocated, allocated - _allocatedWhenGivenBack);
        (_answered, _allocated) = (answered, allocated);
        if (isDue)
        {
            _dropped = false;
            GiveBack();
            _allocatedWhenGivenBack = GC.GetTotalAllocatedBytes();
        }

        return Task.FromResult<TimeSpan?>(Every);
    }

    /// <summary>Whether it is time.</summary>
    /// <param name="heard">An agent's event was answered in the last round.</param>
    /// <param name="dropped">A model or a cache was let go of since memory was given back last.</param>
    /// <param name="allocated">What was allocated in the last round.</param>
    /// <param name="since">What was allocated since memory was given back last.</param>
    internal static bool IsDue(bool heard, bool dropped, long allocated, long since) =>
        allocated < QuietBytesMax && (dropped || (!heard && since > WorthBytesMin));

    /// <summary>Collects what is not used any more and hands its pages back.</summary>
    internal static void GiveBack()
    {
        GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        try
        {
            _ = TrimNative(0);
        }
        catch (Exception fault) when (fault is EntryPointNotFoundException or DllNotFoundException)
        {
            // Another C library than GNU's; it has its own ways.
        }
    }

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int TrimNative(nuint keep);
}
