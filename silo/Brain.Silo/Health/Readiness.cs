using Brain.Postgres.Health;
using Brain.Silo.Hosting;

namespace Brain.Silo.Health;

/// <summary>
/// Ready means warm and able to write: the path of a hook has been walked once, so no person waits for it, and the
/// database takes writes now.
/// </summary>
internal sealed partial class Readiness(
    IWarmUp warmUp,
    DatabaseHealth database,
    IHostApplicationLifetime life,
    ILogger<Readiness> logger
) : BackgroundLoop(Options, TimeProvider.System, logger)
{
    // The first hooks of sessions that waited for the silo come first.
    private static readonly TimeSpan ReviewAfter = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(200);

    private static readonly LoopOptions Options = new("Getting ready", "Hooks are refused or spooled meanwhile.")
    {
        BackOffMin = Again,
        BackOffMax = Again,
    };

    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile string? _notYet;

    /// <summary>Done once hooks are taken for the first time; never when the silo stops before.</summary>
    public Task Ready => _ready.Task;

    /// <summary>Why hooks can't be decided now; null when they can.</summary>
    public NotReady? Why
    {
        get
        {
            if (life.ApplicationStopping.IsCancellationRequested)
                return new("stopping", "The silo stops.", null, null);
            if (!_ready.Task.IsCompletedSuccessfully)
                return new("starting", "The silo starts.", _notYet, null);
            return database.Open is var (fault, since) ? new(fault.Code, fault.Sentence, fault.Why, since) : null;
        }
    }

    /// <inheritdoc/>
    // A host that fails to start never says that it started.
    protected override Task Begin(CancellationToken stop) => Started(life, stop);

    /// <inheritdoc/>
    protected override async Task<TimeSpan?> Round(bool woken, CancellationToken stop)
    {
        if (Ready.IsCompleted)
        {
            await Task.Run(warmUp.Review, stop).WaitAsync(stop);
            return null;
        }

        try
        {
            await warmUp.Walk(stop);
            _ready.TrySetResult();
            LogReady(logger);
        }
        // A silo that stops while it gets ready has nothing to complain of.
        catch (Exception fault) when (!life.ApplicationStopping.IsCancellationRequested)
        {
            _notYet = DatabaseFault.Of(fault).Why;
            throw;
        }

        return ReviewAfter;
    }
}

/// <summary>Why no hook can be decided.</summary>
/// <param name="Reason">As in <see cref="Brain.Messages.BrainStatus.Reason"/>.</param>
/// <param name="Sentence">One line for anybody who may ask.</param>
/// <param name="Detail">What the server said, for the owner; null when it said nothing.</param>
/// <param name="Since">Since when the database takes no writes.</param>
internal sealed record NotReady(string Reason, string Sentence, string? Detail, DateTimeOffset? Since)
{
    /// <summary>All of it on one line.</summary>
    public override string ToString() =>
        Detail is null ? Sentence : $"{Sentence} {string.Join(' ', Detail.Split('\n', '\r'))}";
}
