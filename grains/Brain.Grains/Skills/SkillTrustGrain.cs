using System.Globalization;
using Brain.Domain.Review;
using Brain.Domain.Skills;
using Brain.Grains.Abstractions.Skills;
using Brain.Postgres.Skills;

namespace Brain.Grains.Skills;

/// <summary>Off the way of every hook: what it counts are rows that hooks have written.</summary>
[GrainType("skill-trust")]
public sealed class SkillTrustGrain(SkillTrustStore store) : Grain, ISkillTrustGrain
{
    private const string Source = "bot:trust";
    private const int FollowedMax = 1_000;

    /// <inheritdoc/>
    public async Task<int> Settle()
    {
        await store.Count(CancellationToken.None);
        await store.Settle(CancellationToken.None);
        await Follow();
        var moved = 0;
        foreach (var skill in await store.Standings(CancellationToken.None))
        {
            if (
                SkillTrust.After(skill.Standing) is { } move
                && await store.Move(Plea(skill, move), CancellationToken.None)
            )
                moved++;
        }

        await store.Suggest(CancellationToken.None);
        return moved;
    }

    // The turn after a use is typed later than the use was settled.
    private async Task Follow()
    {
        var followed = await store.Followed(FollowedMax, CancellationToken.None);
        if (followed.Length > 0)
            await store.Follow(
                [.. followed.Select(use => use.Id)],
                [.. followed.Select(use => TurnClassifier.IsCorrected(use.Turn))],
                "the person corrected it in the next turn",
                CancellationToken.None
            );
    }

    private static SkillPlea Plea(StandingSkill skill, TrustMove move) =>
        new(skill.Id, skill.BodyHash, skill.Standing.Level, move.To)
        {
            Reason = move.Reason,
            Evidence = new Dictionary<string, string>
            {
                ["successes"] = skill.Standing.Successes.ToString(CultureInfo.InvariantCulture),
                ["failures"] = skill.Standing.Failures.ToString(CultureInfo.InvariantCulture),
                ["uses"] = string.Join(' ', skill.Uses),
            },
            Source = Source,
        };
}
