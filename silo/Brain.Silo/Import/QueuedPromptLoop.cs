using System.Collections.Concurrent;
using Brain.Silo.Configuration;
using Brain.Silo.Health;
using Brain.Silo.Hosting;
using Brain.Silo.Sessions;

namespace Brain.Silo.Import;

/// <summary>
/// Adds prompts to their turns that were typed while those ran, as soon as a transcript was seen to have one: its file
/// is imported from where it was read to, as every few minutes all files are.
/// </summary>
internal sealed class QueuedPromptLoop(
    ImportRuns runs,
    BrainConfiguration rules,
    Readiness readiness,
    TimeProvider clock,
    ILogger<QueuedPromptLoop> logger
) : BackgroundLoop(Options, clock, logger), IQueuedPrompts
{
    /// <summary>The most files that wait; past that the import of all files makes up for it.</summary>
    public const int WaitingMax = 256;

    private static readonly LoopOptions Options = new(
        "Adding prompts that were typed while a turn ran",
        "The import of all files adds them."
    )
    {
        FirstRest = TimeSpan.FromHours(1),
        BackOffMin = TimeSpan.FromSeconds(5),
        BackOffMax = TimeSpan.FromMinutes(5),
    };

    private readonly ConcurrentDictionary<string, bool> _waiting = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public void Found(string transcript)
    {
        if (_waiting.Count < WaitingMax && _waiting.TryAdd(transcript, true))
            Wake();
    }

    /// <inheritdoc/>
    protected override Task Begin(CancellationToken stop) => readiness.Ready.WaitAsync(stop);

    /// <inheritdoc/>
    protected override async Task<TimeSpan?> Round(bool woken, CancellationToken stop)
    {
        string[] files = [.. _waiting.Keys];
        foreach (var file in files)
            _waiting.TryRemove(file, out _);
        if (files.Length == 0 || !rules.Imports)
            return TimeSpan.FromHours(1);
        try
        {
            await runs.Follow(files, stop);
        }
        catch
        {
            foreach (var file in files)
                _waiting.TryAdd(file, true);
            throw;
        }

        return TimeSpan.FromHours(1);
    }
}
