using Brain.Domain.Pipelines;
using Brain.Messages.Pipelines;

namespace Brain.Tests.Pipelines;

/// <summary>What happens in one step of a history.</summary>
/// <param name="Wait">Seconds since the step before it; negative when the clock jumps back.</param>
/// <param name="UntilDue">It waits until the next link is due, if any is, and then so many seconds more.</param>
/// <param name="What">A move, or null for the reminder's look.</param>
/// <param name="Link">The link's place from 0, or null.</param>
/// <param name="Ago">How many seconds before it is said it happened, or null for now; negative when it is said to lie
/// ahead.</param>
/// <param name="Times">How often the message comes.</param>
internal sealed record Happening(int Wait, bool UntilDue, RunMove? What, int? Link, int? Ago, int Times);

/// <summary>A pipeline and all that happens to one run of it. The same seed gives the same.</summary>
internal sealed record SomeHistory(LinkOrder Order, int?[] Within, int BegunLater, Happening[] Steps)
{
    public static SomeHistory Of(int seed)
    {
        var random = new Random(seed);
        var within = new int?[random.Next(1, 7)];
        for (var link = 0; link < within.Length; link++)
            within[link] = random.Next(3) == 0 ? null : random.Next(1, 12);
        var steps = new Happening[random.Next(1, 25)];
        for (var step = 0; step < steps.Length; step++)
            steps[step] = Step(random, within.Length);
        return new((LinkOrder)random.Next(3), within, random.Next(4) == 0 ? random.Next(30) : 0, steps);
    }

    public override string ToString() =>
        $"{Order}, allowances [{string.Join(", ", Within.Select(one => one?.ToString() ?? "none"))}], begun "
        + $"{BegunLater}s after its start:\n  "
        + string.Join("\n  ", Steps.Select(step => step.ToString()));

    private static Happening Step(Random random, int links)
    {
        // Mostly a little later, sometimes after a silo was down for long, seldom by a clock that jumped back.
        var wait = random.Next(20) switch
        {
            0 => -random.Next(1, 5),
            < 4 => random.Next(10, 60),
            < 8 => 0,
            _ => random.Next(1, 6),
        };
        RunMove? what = random.Next(40) switch
        {
            0 => RunMove.Abandon,
            < 6 => RunMove.Skip,
            < 11 => RunMove.Heal,
            < 28 => RunMove.Reach,
            _ => null,
        };
        int? link =
            what is null or RunMove.Abandon || (what == RunMove.Heal && random.Next(2) == 0)
                ? null
                : random.Next(links);
        int? ago = random.Next(3) == 0 ? random.Next(-5, 25) : null;
        return new(wait, random.Next(4) == 0, what, link, ago, random.Next(6) == 0 ? 2 : 1);
    }
}
