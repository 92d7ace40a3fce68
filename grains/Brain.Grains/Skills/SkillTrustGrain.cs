using System.Globalization;
using Brain.Domain.Skills;
using Brain.Grains.Abstractions.Skills;
using Brain.Postgres.Skills;

namespace Brain.Grains.Skills;

/// <summary>Off the way of every hook: what it counts are rows that hooks have written.</summary>
[GrainType("skill-trust")]
public sealed class SkillTrustGrain(SkillTrustStore store) : Grain, ISkillTrustGrain
{
    private const string Source = "bot:trust";

    /// <inheritdoc/>
    public async Task<int> Settle()
    {
        await store.Count(CancellationToken.None);
        await store.Settle(CancellationToken.None);
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
