using Microsoft.Extensions.Logging;

namespace Brain.Tests.Hosting;

/// <summary>What every loop of a silo promises.</summary>
public sealed class ABackgroundLoop : IAsyncLifetime, ILogger
{
    private readonly FakeClockToWaitFor _clock = new();
    private readonly List<string> _logged = [];
    private readonly SomeLoop _loop;

    public ABackgroundLoop() => _loop = new(_clock, this);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _loop.StartAsync(Stop);

    public async ValueTask DisposeAsync()
    {
        await _loop.StopAsync(Stop);
        _loop.Dispose();
    }

    [Fact]
    public async Task Rests_before_each_round()
    {
        Assert.Equal(SomeLoop.Options.FirstRest, await _clock.PassWait());
        Assert.False(await _loop.NextRound());
        Assert.Equal(SomeLoop.Every, await _clock.PassWait());
        Assert.False(await _loop.NextRound());
    }

    [Fact]
    public async Task Goes_on_after_faults_ever_later()
    {
        await Fail(times: 5, after: [5, 1, 2, 4, 5]);
        _loop.Does = _ => Task.CompletedTask;
        await Passes(5);
        await _loop.NextRound();

        await Fail(times: 2, after: [10, 1]);
    }

    [Fact]
    public async Task Says_a_run_of_faults_once()
    {
        await Fail(times: 3, after: [5, 1, 2]);
        Assert.Contains("Counting failed and is tried again", Assert.Single(_logged), StringComparison.Ordinal);
        _loop.Does = _ => Task.CompletedTask;
        await Passes(4);
        await _loop.NextRound();

        await Fail(times: 2, after: [10, 1]);
        await Passes(2);
        Assert.Equal(2, _logged.Count);
    }

    [Fact]
    public async Task Does_its_rounds_though_it_cannot_rest()
    {
        var rest = await _clock.Wait();
        _loop.CannotRest = true;
        _clock.Advance(rest);
        Assert.False(await _loop.NextRound());

        await Passes(1);
        Assert.True(await _loop.NextRound());
        await Passes(2);
        Assert.True(await _loop.NextRound());
        Assert.Single(_logged);
    }

    [Fact]
    public async Task Is_woken_from_a_rest()
    {
        await _clock.Wait();
        _loop.Wake();

        Assert.True(await _loop.NextRound());
        Assert.Equal(SomeLoop.Every, await _clock.PassWait());
        Assert.False(await _loop.NextRound());
    }

    [Fact]
    public async Task Is_woken_once_for_all_that_came_meanwhile()
    {
        var busy = new TaskCompletionSource();
        _loop.Does = _ => busy.Task;
        await _clock.PassWait();
        await _loop.NextRound();
        _loop.Wake();
        _loop.Wake();
        busy.SetResult();

        Assert.True(await _loop.NextRound());
        await Passes(10);
        Assert.False(await _loop.NextRound());
    }

    [Fact]
    public async Task Looks_as_if_woken_after_a_fault()
    {
        await Fail(times: 1, after: [5]);
        _loop.Does = _ => Task.CompletedTask;
        await Passes(1);

        Assert.True(await _loop.NextRound());
    }

    [Fact]
    public async Task Stops_at_once_in_a_rest()
    {
        await _clock.Wait();
        await Stops();
        Assert.Equal(0, _loop.Unseen);
    }

    [Fact]
    public async Task Stops_at_once_in_a_pause()
    {
        await Fail(times: 1, after: [5]);
        await _clock.Wait();
        await Stops();
    }

    [Fact]
    public async Task Tells_a_round_to_stop_and_says_nothing_of_it()
    {
        _loop.Does = stop => Task.Delay(Timeout.Infinite, stop);
        await _clock.PassWait();
        await _loop.NextRound();
        await Stops();
        Assert.Empty(_logged);
    }

    [Fact]
    public async Task Ends_when_all_is_done()
    {
        _loop.IsDone = true;
        await _clock.PassWait();
        await _loop.ExecuteTask!.WaitAsync(TimeSpan.FromMinutes(2), Stop);
        Assert.Equal(1, _loop.Unseen);
    }

    private async Task Stops()
    {
        await _loop.StopAsync(Stop).WaitAsync(TimeSpan.FromMinutes(2), Stop);
        Assert.True(_loop.ExecuteTask!.IsCompletedSuccessfully);
    }

    private async Task Fail(int times, int[] after)
    {
        _loop.Does = _ => throw new IOException("no");
        for (var round = 0; round < times; round++)
        {
            await Passes(after[round]);
            await _loop.NextRound();
        }
    }

    private async Task Passes(int seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), await _clock.PassWait());

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    void ILogger.Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    ) => _logged.Add(formatter(state, exception));
}
