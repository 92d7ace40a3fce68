using Brain.Silo.Configuration;
using Brain.Silo.Health;
using Brain.Silo.Hosting;

namespace Brain.Silo.Import;

/// <summary>
/// Reads by itself what agents wrote down, before they delete it: soon after the silo got ready, and every few minutes.
/// <c>"import": "never"</c> in <c>brain.json</c> switches it off.
/// </summary>
internal sealed partial class ImportLoop(
    ImportRuns runs,
    BrainConfiguration rules,
    Readiness readiness,
    TimeProvider clock,
    ILogger<ImportLoop> logger
) : BackgroundLoop(Options, clock, logger)
{
    /// <summary>How long after the silo got ready it begins: what people do first comes first.</summary>
    public static readonly TimeSpan First = TimeSpan.FromSeconds(20);

    /// <summary>How long it rests.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(5);

    private static readonly LoopOptions Options = new(
        "Reading what agents wrote down",
        "Their files are kept by them meanwhile, and read later."
    )
    {
        FirstRest = First,
        BackOffMin = TimeSpan.FromMinutes(1),
        BackOffMax = TimeSpan.FromHours(1),
    };

    /// <inheritdoc/>
    protected override Task Begin(CancellationToken stop) => readiness.Ready.WaitAsync(stop);

    /// <inheritdoc/>
    protected override async Task<TimeSpan?> Round(bool woken, CancellationToken stop)
    {
        if (rules.Imports && await runs.Sweep(stop) is { Turns: > 0 } read)
            LogRead(logger, read.FilesRead, read.Turns, read.SkippedCount);
        return Every;
    }
}
