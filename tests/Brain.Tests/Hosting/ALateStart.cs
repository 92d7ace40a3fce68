using Brain.Silo.Hosting;

namespace Brain.Tests.Hosting;

/// <summary>What is started when somebody needs it first.</summary>
public sealed class ALateStart
{
    [Fact]
    public async Task Goes_on_where_it_failed_when_it_is_needed_again()
    {
        var done = new List<string>();
        var fails = true;
        var start = new LateStart(
            () => Do("host"),
            () => fails ? throw new IOException("no counters") : Do("counters"),
            () => Do("pages")
        );

        await Assert.ThrowsAsync<IOException>(start.Run);
        await Assert.ThrowsAsync<IOException>(start.Run);
        Assert.Equal(["host"], done);
        fails = false;
        await start.Run();
        await start.Run();

        Assert.Equal(["host", "counters", "pages"], done);

        Task Do(string step)
        {
            done.Add(step);
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task Is_one_for_all_who_wait()
    {
        var (times, gate) = (0, new TaskCompletionSource());
        var start = new LateStart(() =>
        {
            times++;
            return gate.Task;
        });

        var (one, other) = (start.Run(), start.Run());
        gate.SetResult();
        await Task.WhenAll(one, other);

        Assert.Equal(1, times);
    }
}
