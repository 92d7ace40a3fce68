using System.Globalization;
using Brain.Models.Embeddings;

namespace Brain.Tests.Knowledge;

/// <summary>What nobody waits for gives way to all other threads of the machine.</summary>
public sealed class WorkInTheBackground
{
    private const int NiceField = 16; // behind the name, counted from 0: proc_pid_stat(5)

    [Fact]
    public async Task Gives_way_and_leaves_other_threads_as_they_were()
    {
        var before = Nice();

        var within = await BackgroundThread.Run(Nice);

        Assert.Equal(Math.Max(before, BackgroundThread.Nice), within);
        Assert.Equal(before, Nice());
    }

    [Fact]
    public async Task Gives_way_in_the_threads_that_share_it()
    {
        var found = new System.Collections.Concurrent.ConcurrentBag<int>();
        using var all = new Barrier(2);

        await BackgroundThread.Run(() =>
        {
            BackgroundThread.Share([1, 2], threads: 2, _ =>
            {
                all.SignalAndWait();
                found.Add(Nice());
            });
            return true;
        });

        Assert.Equal(2, found.Count);
        Assert.All(found, nice => Assert.True(nice >= BackgroundThread.Nice));
    }

    [Fact]
    public async Task Fails_with_what_one_of_its_threads_failed_with() =>
        await Assert.ThrowsAsync<FormatException>(() =>
            BackgroundThread.Run(() =>
            {
                BackgroundThread.Share([1, 2, 3], threads: 2, number =>
                {
                    if (number == 2)
                        throw new FormatException("the second");
                });
                return true;
            })
        );

    private static int Nice() =>
        int.Parse(
            File.ReadAllText("/proc/thread-self/stat").Split(") ")[^1].Split(' ')[NiceField],
            CultureInfo.InvariantCulture
        );
}
