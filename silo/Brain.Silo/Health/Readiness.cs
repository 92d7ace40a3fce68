using Brain.Postgres.Health;

namespace Brain.Silo.Health;

/// <summary>
/// Ready means warm and able to write: the path of a hook has been walked once, so no person waits for it, and the database
/// takes writes now.
/// </summary>
internal sealed partial class Readiness(
    WarmUp rehearsal, DatabaseHealth database, IHostApplicationLifetime life, ILogger<Readiness> logger) : BackgroundService
{
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

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource();
        await using var listening = life.ApplicationStarted.Register(started.SetResult);
        // A host that fails to start never says that it started.
        await Task.WhenAny(started.Task, Task.Delay(Timeout.Infinite, stoppingToken));
        while (!stoppingToken.IsCancellationRequested && !_ready.Task.IsCompleted)
        {
            try
            {
                await rehearsal.Walk(stoppingToken);
                _ready.TrySetResult();
                LogReady(logger);
            }
            catch (Exception fault)
            {
                // A silo that stops while it gets ready has nothing to complain of.
                if (life.ApplicationStopping.IsCancellationRequested)
                    return;
                _notYet = DatabaseFault.Of(fault).Why;
                LogNotYet(logger, fault);
                await Task.Delay(TimeSpan.FromMilliseconds(200), stoppingToken);
            }
        }
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
    public override string ToString() => Detail is null ? Sentence : $"{Sentence} {string.Join(' ', Detail.Split('\n', '\r'))}";
}
