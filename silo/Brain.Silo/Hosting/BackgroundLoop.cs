using System.Threading.Channels;

namespace Brain.Silo.Hosting;

/// <summary>
/// What a silo does every so often beside answering: rest, a round, rest, a round. A fault ends nothing: the loop backs
/// off and goes on, and says so once until a round succeeds. It stops at once, in a rest and in a pause; a round hears
/// of the stop.
/// </summary>
/// <param name="options">How it goes.</param>
/// <param name="clock">By which it rests.</param>
/// <param name="logger">Hears of its faults.</param>
internal abstract partial class BackgroundLoop(LoopOptions options, TimeProvider clock, ILogger logger)
    : BackgroundService
{
    // However often it is woken while it is busy, one round serves all.
    private readonly Channel<bool> _wakes = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    private int _restFaults;
    private int _roundFaults;

    /// <summary>By which it rests.</summary>
    protected TimeProvider Clock => clock;

    /// <summary>Ends the rest, or the one that comes next.</summary>
    public void Wake() => _wakes.Writer.TryWrite(true);

    /// <summary>Waits for what must be there before the first rest.</summary>
    protected virtual Task Begin(CancellationToken stop) => Task.CompletedTask;

    /// <summary>Does what is due.</summary>
    /// <param name="woken">Whether something ended the rest early, or may have gone unheard because of a fault.</param>
    /// <param name="stop">The silo stops.</param>
    /// <returns>How long to rest at most; null when all is done for ever.</returns>
    protected abstract Task<TimeSpan?> Round(bool woken, CancellationToken stop);

    /// <summary>Rests until it is woken, or for a while.</summary>
    /// <returns>Whether it was woken.</returns>
    protected virtual async Task<bool> Rest(TimeSpan most, CancellationToken stop)
    {
        if (most > TimeSpan.Zero)
        {
            using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
            await Task.WhenAny(_wakes.Reader.WaitToReadAsync(over.Token).AsTask(), Task.Delay(most, Clock, over.Token));
            await over.CancelAsync();
            stop.ThrowIfCancellationRequested();
        }

        return _wakes.Reader.TryRead(out _);
    }

    /// <summary>Waits until the silo has joined its cluster: before that no grain wakes.</summary>
    protected static async Task Started(IHostApplicationLifetime life, CancellationToken stop)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = life.ApplicationStarted.Register(() => started.TrySetResult());
        await started.Task.WaitAsync(stop);
    }

    /// <inheritdoc/>
    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Begin(stoppingToken);
            await Go(stoppingToken);
        }
        catch (Exception) when (stoppingToken.IsCancellationRequested)
        {
            // Whatever a round that was stopped half-way says of it.
        }
    }

    private async Task Go(CancellationToken stop)
    {
        var woken = false;
        for (TimeSpan? rest = options.FirstRest; rest is { } most;)
        {
            try
            {
                woken |= await Rest(most, stop);
                _restFaults = 0;
            }
            catch (Exception fault) when (!stop.IsCancellationRequested)
            {
                await Pause(++_restFaults, fault, stop);
                woken = true;
            }

            try
            {
                rest = await Round(woken, stop);
                (woken, _roundFaults) = (false, 0);
            }
            catch (Exception fault) when (!stop.IsCancellationRequested)
            {
                await Pause(++_roundFaults, fault, stop);
                (rest, woken) = (TimeSpan.Zero, true);
            }
        }
    }

    private Task Pause(int faults, Exception fault, CancellationToken stop)
    {
        var pause = options.BackOff(faults);
        if (_restFaults + _roundFaults == 1)
            LogFailed(logger, options.Work, pause, options.Meanwhile, fault);
        return Task.Delay(pause, Clock, stop);
    }
}
