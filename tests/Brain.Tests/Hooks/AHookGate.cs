using Brain.Silo.Hooks;

namespace Brain.Tests.Hooks;

public sealed class AHookGate
{
    private static readonly TimeProvider Clock = TimeProvider.System;

    [Fact]
    public async Task Turns_away_whose_caller_has_given_up_while_it_is_full()
    {
        using var gate = new HookGate(Clock);
        var inside = await Fill(gate);

        Assert.Null(await gate.Enter(Clock.GetUtcNow() - TimeSpan.FromSeconds(1)));
        Assert.Null(await gate.Enter(Clock.GetUtcNow() + TimeSpan.FromMilliseconds(20)));

        inside[0].Dispose();
        Assert.NotNull(await gate.Enter(Clock.GetUtcNow() - TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task Gives_a_place_that_is_left_to_who_waits()
    {
        using var gate = new HookGate(Clock);
        var inside = await Fill(gate);
        var waiting = gate.Enter(Clock.GetUtcNow() + TimeSpan.FromMinutes(5)).AsTask();
        Assert.False(waiting.IsCompleted);

        inside[0].Dispose();

        Assert.NotNull(await waiting);
    }

    [Fact]
    public async Task Counts_a_place_that_is_left_twice_once()
    {
        using var gate = new HookGate(Clock);
        var inside = await Fill(gate);

        inside[0].Dispose();
        inside[0].Dispose();

        var until = Clock.GetUtcNow() - TimeSpan.FromSeconds(1);
        Assert.NotNull(await gate.Enter(until));
        Assert.Null(await gate.Enter(until));
    }

    private static async Task<HookGate.Place[]> Fill(HookGate gate)
    {
        var inside = new HookGate.Place[HookGate.AtWorkMax];
        for (var place = 0; place < inside.Length; place++)
            inside[place] = (await gate.Enter(null))!;
        return inside;
    }
}
