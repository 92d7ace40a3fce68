using System.Threading.Channels;
using Brain.Silo.Hosting;
using Microsoft.Extensions.Logging;

namespace Brain.Tests.Hosting;

/// <summary>A loop whose rounds do what a test says, and fail where it says.</summary>
internal sealed class SomeLoop(TimeProvider clock, ILogger logger) : BackgroundLoop(Options, clock, logger)
{
    public static readonly LoopOptions Options = new("Counting", "Nothing is counted.")
    {
        FirstRest = TimeSpan.FromSeconds(5),
        BackOffMax = TimeSpan.FromSeconds(5),
    };

    public static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    private readonly Channel<bool> _rounds = Channel.CreateUnbounded<bool>();

    /// <summary>What a round does.</summary>
    public Func<CancellationToken, Task> Does { get; set; } = _ => Task.CompletedTask;

    /// <summary>Whether rests fail.</summary>
    public bool CannotRest { get; set; }

    /// <summary>Whether the next round is the last.</summary>
    public bool IsDone { get; set; }

    /// <summary>How many rounds began that no test has seen.</summary>
    public int Unseen => _rounds.Reader.Count;

    /// <summary>Waits for the next round to begin.</summary>
    /// <returns>Whether it was woken.</returns>
    public Task<bool> NextRound() => _rounds.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromMinutes(2));

    protected override Task<bool> Rest(TimeSpan most, CancellationToken stop) =>
        CannotRest ? throw new IOException("no rest") : base.Rest(most, stop);

    protected override async Task<TimeSpan?> Round(bool woken, CancellationToken stop)
    {
        // Before a test sees it and says what the next one does.
        var does = Does;
        _rounds.Writer.TryWrite(woken);
        await does(stop);
        return IsDone ? null : Every;
    }
}
