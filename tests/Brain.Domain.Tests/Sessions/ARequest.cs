using Brain.Domain.Sessions;
using Brain.Messages.Sessions;

namespace Brain.Tests.Sessions;

/// <summary>One model request, of which several lines and files may tell.</summary>
public sealed class ARequest
{
    [Fact]
    public void Is_counted_once_with_its_larger_total() =>
        Assert.Equal([8], Outputs(Entry("m", "r", 5), Entry("m", "r", 8), Entry("m", "r", 8)));

    [Fact]
    public void Is_told_by_message_and_request_together() =>
        Assert.Equal([5, 8], Outputs(Entry("m", "r1", 5), Entry("m", "r2", 8)));

    [Fact]
    public void Is_not_counted_again_when_a_side_chain_replays_it() =>
        Assert.Equal(
            [5],
            Outputs(Entry("m", "replay", 99, side: true), Entry("m", "r", 5), Entry("m", "r", 99, side: true))
        );

    [Fact]
    public void Is_counted_on_a_side_chain_of_its_own() =>
        Assert.Equal([5, 8], Outputs(Entry("m1", "r", 5), Entry("m2", "r", 8, side: true)));

    [Fact]
    public void Is_no_request_when_it_used_nothing() => Assert.Empty(Outputs(Entry("m", "r", 0)));

    private static long[] Outputs(params UsageEntry[] entries)
    {
        long[] forwards = [.. entries.Merge().Select(entry => entry.Output)];
        Assert.Equal(forwards, Enumerable.Reverse(entries).Merge().Select(entry => entry.Output));
        return forwards;
    }

    private static UsageEntry Entry(string message, string request, long output, bool side = false) =>
        new()
        {
            MessageId = message,
            RequestId = request,
            Model = "x",
            At = Some.Time,
            Output = output,
            Sidechain = side,
        };
}
