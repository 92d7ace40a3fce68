using System.Collections.Concurrent;
using Brain.Postgres;
using Npgsql;

namespace Brain.Tests.Sessions;

public sealed class ABatcher
{
    private static readonly BatchLimits Limits = new(RequestsMax: 10, LanesMax: 1, TimeSpan.FromMinutes(2));

    [Fact]
    public async Task Groups_whatever_waits_while_a_batch_is_on_its_way()
    {
        var (sizes, gate) = (new ConcurrentQueue<int>(), new TaskCompletionSource());
        var batcher = new Batcher<int, int>(
            async (numbers, _) =>
            {
                sizes.Enqueue(numbers.Length);
                await gate.Task;
                return [.. numbers.Select(number => number * 2)];
            },
            Limits);

        var first = batcher.Ask(0, CancellationToken.None);
        while (sizes.IsEmpty)
            await Task.Yield();
        var others = Enumerable.Range(1, 25).Select(number => batcher.Ask(number, CancellationToken.None)).ToArray();
        gate.SetResult();

        Assert.Equal(0, await first);
        Assert.Equal(Enumerable.Range(1, 25).Select(number => number * 2), await Task.WhenAll(others));
        Assert.Equal([1, 10, 10, 5], sizes);
    }

    [Fact]
    public async Task Fails_a_bad_request_alone()
    {
        var batcher = new Batcher<int, int>(
            (numbers, _) => numbers.Contains(3)
                ? Task.FromException<int[]>(new PostgresException("no", "ERROR", "ERROR", PostgresErrorCodes.InvalidTextRepresentation))
                : Task.FromResult(numbers),
            Limits);

        var asked = Enumerable.Range(0, 8).Select(number => batcher.Ask(number, CancellationToken.None)).ToArray();

        await Assert.ThrowsAsync<PostgresException>(() => asked[3]);
        var others = await Task.WhenAll(asked.Where((_, place) => place != 3));
        Assert.Equal([0, 1, 2, 4, 5, 6, 7], others);
    }

    [Fact]
    public async Task Drops_a_request_whose_caller_has_given_up()
    {
        var (seen, gate) = (new ConcurrentQueue<int>(), new TaskCompletionSource());
        var batcher = new Batcher<int, int>(
            async (numbers, _) =>
            {
                foreach (var number in numbers)
                    seen.Enqueue(number);
                await gate.Task;
                return numbers;
            },
            Limits);
        using var gone = new CancellationTokenSource();

        var first = batcher.Ask(1, CancellationToken.None);
        while (seen.IsEmpty)
            await Task.Yield();
        var dead = batcher.Ask(2, gone.Token);
        var live = batcher.Ask(3, CancellationToken.None);
        await gone.CancelAsync();
        gate.SetResult();

        var answered = await Task.WhenAll(first, live);
        Assert.Equal([1, 3], answered);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => dead);
        Assert.Equal([1, 3], seen);
    }

    [Fact]
    public async Task Drops_a_request_that_gave_up_while_its_batch_failed()
    {
        var (seen, began, gate) = (new ConcurrentQueue<int>(), new TaskCompletionSource(), new TaskCompletionSource());
        using var gone = new CancellationTokenSource();
        var batcher = new Batcher<int, int>(
            async (numbers, _) =>
            {
                began.TrySetResult();
                await gate.Task;
                if (numbers.Length == 1)
                {
                    seen.Enqueue(numbers[0]);
                    return numbers;
                }

                await gone.CancelAsync();
                throw new PostgresException("no", "ERROR", "ERROR", PostgresErrorCodes.InvalidTextRepresentation);
            },
            Limits);

        var first = batcher.Ask(1, CancellationToken.None);
        await began.Task;
        var (live, dead, other) = (batcher.Ask(2, CancellationToken.None), batcher.Ask(3, gone.Token), batcher.Ask(4, CancellationToken.None));
        gate.SetResult();

        var answered = await Task.WhenAll(first, live, other);
        Assert.Equal([1, 2, 4], answered);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => dead);
        Assert.Equal([1, 2, 4], seen);
    }

    [Fact]
    public async Task Gives_up_a_server_that_hangs()
    {
        var batcher = new Batcher<int, int>((_, _) => new TaskCompletionSource<int[]>().Task, Limits with { TimeMax = TimeSpan.FromMilliseconds(50) });

        await Assert.ThrowsAsync<TimeoutException>(() => batcher.Ask(1, CancellationToken.None));
        await Assert.ThrowsAsync<TimeoutException>(() => batcher.Ask(2, CancellationToken.None));
    }
}
