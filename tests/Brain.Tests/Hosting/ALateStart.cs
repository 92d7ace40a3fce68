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
            new(() => Do("host")),
            new(() => fails ? throw new IOException("no counters") : Do("counters")),
            new(() => Do("pages"))
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
        var start = new LateStart(
            new LateStep(() =>
            {
                times++;
                return gate.Task;
            })
        );

        var (one, other) = (start.Run(), start.Run());
        gate.SetResult();
        await Task.WhenAll(one, other);

        Assert.Equal(1, times);
    }

    [Fact]
    public async Task Ends_what_was_started_the_last_first_and_starts_no_more()
    {
        var done = new List<string>();
        var fails = true;
        var start = new LateStart(Step("host"), Step("stages"), Step("counters", () => fails));
        await Assert.ThrowsAsync<IOException>(start.Run);

        await start.End(TestContext.Current.CancellationToken);
        await start.End(TestContext.Current.CancellationToken);
        fails = false;

        await Assert.ThrowsAsync<OperationCanceledException>(start.Run);
        Assert.Equal(["host", "stages", "no counters", "no stages", "no host"], done);

        LateStep Step(string name, Func<bool>? fails = null) =>
            new(() => Do(fails?.Invoke() == true ? throw new IOException(name) : name)) { End = _ => Do($"no {name}") };

        Task Do(string step)
        {
            done.Add(step);
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task Ends_all_though_one_does_not_end()
    {
        var ended = 0;
        var start = new LateStart(
            new(() => Task.CompletedTask) { End = _ => Task.FromResult(ended++) },
            new(() => Task.CompletedTask) { End = _ => throw new IOException("end") }
        );
        await start.Run();

        await Assert.ThrowsAsync<AggregateException>(() => start.End(TestContext.Current.CancellationToken));

        Assert.Equal(1, ended);
    }

    [Fact]
    public async Task That_nobody_needed_ends_nothing()
    {
        var start = new LateStart(
            new LateStep(() => throw new IOException("start")) { End = _ => throw new IOException("end") }
        );

        await start.End(TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<OperationCanceledException>(start.Run);
    }
}
