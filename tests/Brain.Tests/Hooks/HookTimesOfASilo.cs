using Brain.Messages.Sessions;
using Brain.Silo.Hooks;

namespace Brain.Tests.Hooks;

public sealed class HookTimesOfASilo
{
    [Fact]
    public void Are_right_to_within_a_tenth()
    {
        using var latency = new HookLatency();
        for (var ms = 1; ms <= 1_000; ms++)
            latency.Note(EventKind.ToolCall, TimeSpan.FromMilliseconds(ms));
        latency.Note(EventKind.Prompt, TimeSpan.FromMilliseconds(3));

        var times = latency.Times().ToArray();

        Assert.Equal([EventKind.ToolCall, EventKind.Prompt], times.Select(one => one.Kind));
        Assert.Equal((1_000, 1_000d), (times[0].Count, times[0].Max));
        Assert.InRange(times[0].P50, 450, 550);
        Assert.InRange(times[0].P95, 855, 1_000);
        Assert.Equal(3, times[1].P99);
    }
}
