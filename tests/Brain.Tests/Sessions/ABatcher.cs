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
        var batcher = new BatchWriter<int, int>(
            async (numbers, _) =>
            {
                sizes.Enqueue(numbers.Length);
                await gate.Task;
                return [.. numbers.Select(number => number * 2)];
            },
            Limits
        );

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
        var batcher = new BatchWriter<int, int>(
            (numbers, _) =>
                numbers.Contains(3)
                    ? Task.FromException<int[]>(
                        new PostgresException("no", "ERROR", "ERROR", PostgresErrorCodes.InvalidTextRepresentation)
                    )
                    : Task.FromResult(numbers),
            Limits
        );

        var asked = Enumerable.Range(0, 8).Select(number => batcher.Ask(number, CancellationToken.None)).ToArray();

        await Assert.ThrowsAsync<PostgresException>(() => asked[3]);
        var others = await Task.WhenAll(asked.Where((_, place) => place != 3));
        Assert.Equal([0, 1, 2, 4, 5, 6, 7], others);
    }

    [Fact]
    public async Task Drops_a_request_whose_caller_has_given_up()
    {
        var (seen, gate) = (new ConcurrentQueue<int>(), new TaskCompletionSource());
        var batcher = new BatchWriter<int, int>(
            async (numbers, _) =>
            {
                foreach (var number in numbers)
                    seen.Enqueue(number);
                await gate.Task;
                return numbers;
            },
            Limits
        );
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
        var batcher = new BatchWriter<int, int>(
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
            Limits
        );

        var first = batcher.Ask(1, CancellationToken.None);
        await began.Task;
        var (live, dead, other) = (
            batcher.Ask(2, CancellationToken.None),
            batcher.Ask(3, gone.Token),
            batcher.Ask(4, CancellationToken.None)
        );
        gate.SetResult();

        var answered = await Task.WhenAll(first, live, other);
        Assert.Equal([1, 2, 4], answered);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => dead);
        Assert.Equal([1, 2, 4], seen);
    }

    [Fact]
    public async Task Gives_up_a_server_that_hangs()
    {
        var batcher = new BatchWriter<int, int>(
            (_, _) => new TaskCompletionSource<int[]>().Task,
            Limits with
            {
                TimeMax = TimeSpan.FromMilliseconds(50),
            }
        );

        await Assert.ThrowsAsync<TimeoutException>(() => batcher.Ask(1, CancellationToken.None));
        await Assert.ThrowsAsync<TimeoutException>(() => batcher.Ask(2, CancellationToken.None));
    }

    [Fact]
    public async Task Serves_in_the_order_they_came_with_one_lane()
    {
        var seen = new ConcurrentQueue<int>();
        var batcher = new BatchWriter<int, int>(
            (numbers, _) =>
            {
                foreach (var number in numbers)
                    seen.Enqueue(number);
                return Task.FromResult(numbers);
            },
            Limits
        );

        await Task.WhenAll(Enumerable.Range(0, 200).Select(number => batcher.Ask(number, CancellationToken.None)));

        Assert.Equal(Enumerable.Range(0, 200), seen);
    }

    [Fact]
    public async Task Waits_for_no_more_than_three_locks_in_a_row()
    {
        var (alone, gate) = (new ConcurrentQueue<int>(), new TaskCompletionSource());
        var batcher = new BatchWriter<int, int>(
            async (numbers, _) =>
            {
                await gate.Task;
                if (numbers.Length == 1)
                    alone.Enqueue(numbers[0]);
                throw new PostgresException("held", "ERROR", "ERROR", PostgresErrorCodes.LockNotAvailable);
            },
            Limits
        );

        var first = batcher.Ask(0, CancellationToken.None);
        var others = Enumerable.Range(1, 10).Select(number => batcher.Ask(number, CancellationToken.None)).ToArray();
        gate.SetResult();

        await Assert.ThrowsAsync<PostgresException>(() => first);
        var faults = await Task.WhenAll(
            others.Select(async other => (await Record.ExceptionAsync(() => other))!.GetType())
        );
        Assert.Contains(typeof(TimeoutException), faults);
        Assert.InRange(alone.Count, 3, 6);
    }

    [Fact]
    public async Task Serves_what_waits_before_it_stops()
    {
        var batcher = new BatchWriter<int, int>((numbers, _) => Task.FromResult(numbers), Limits);
        var asked = Enumerable.Range(0, 50).Select(number => batcher.Ask(number, CancellationToken.None)).ToArray();

        await batcher.Drain();

        Assert.Equal(Enumerable.Range(0, 50), await Task.WhenAll(asked));
    }

    [Fact]
    public async Task Makes_callers_wait_for_room()
    {
        var gate = new TaskCompletionSource<int[]>();
        var batcher = new BatchWriter<int, int>((_, _) => gate.Task, Limits with { RequestsMax = 1, WaitingMax = 2 });
        var asked = Enumerable
            .Range(0, 4)
            .Select(number => batcher.Enqueue(number, CancellationToken.None).AsTask())
            .ToArray();
        await Task.WhenAll(asked.Take(3));

        Assert.False(asked[3].IsCompleted);
        gate.SetResult([7]);
        Assert.Equal(7, await await asked[3]);
    }
}
