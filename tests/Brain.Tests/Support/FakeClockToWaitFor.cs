using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace Brain.Tests.Hosting;

/// <summary>A clock that stands still and says what somebody begins to wait for.</summary>
internal sealed class FakeClockToWaitFor : FakeTimeProvider
{
    private readonly Channel<TimeSpan> _waits = Channel.CreateUnbounded<TimeSpan>();

    /// <summary>How long the next one waits who begins to.</summary>
    public Task<TimeSpan> Wait() => _waits.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromMinutes(2));

    /// <summary>Waits until somebody waits, and lets that time go by.</summary>
    /// <returns>How long it was.</returns>
    public async Task<TimeSpan> PassWait()
    {
        var wait = await Wait();
        Advance(wait);
        return wait;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _waits.Writer.TryWrite(dueTime);
        return timer;
    }
}
