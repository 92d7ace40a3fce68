using System.Runtime;
using System.Runtime.InteropServices;
using Brain.Models.Embeddings;
using Brain.Silo.Hosting;

namespace Brain.Silo.Knowledge;

/// <summary>
/// Gives memory back to the machine while the silo has little to do: what the start took, what a burst of work took,
/// what the sentence model and the token states took that are not needed any more. The runtime keeps all of it
/// until somebody asks for memory, and so does the C library.
/// </summary>
internal sealed partial class IdleMemoryLoop(
    Embedders embedders,
    TokenCacheFill tokens,
    IHostApplicationLifetime life,
    TimeProvider clock,
    ILogger<IdleMemoryLoop> logger
) : BackgroundLoop(Options, clock, logger)
{
    /// <summary>How often it looks.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(20);

    // A hook's event allocates a few hundred KB: whoever works is not held up by a full collection.
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
    private int _modelsGivenBack;

    /// <inheritdoc/>
    protected override Task Begin(CancellationToken stop) => Started(life, stop);

    /// <inheritdoc/>
    protected override Task<TimeSpan?> Round(bool woken, CancellationToken stop)
    {
        var emptied = tokens.GiveBack();
        var allocated = GC.GetTotalAllocatedBytes();
        var isQuiet = allocated - _allocated < QuietBytesMax;
        _allocated = allocated;
        var isWorth =
            emptied
            || embedders.GivenBack != _modelsGivenBack
            || allocated - _allocatedWhenGivenBack > WorthBytesMin;
        if (isQuiet && isWorth)
        {
            _modelsGivenBack = embedders.GivenBack;
            GiveBack();
            _allocatedWhenGivenBack = GC.GetTotalAllocatedBytes();
        }

        return Task.FromResult<TimeSpan?>(Every);
    }

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
