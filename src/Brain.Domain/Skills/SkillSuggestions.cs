using System.Collections.Immutable;
using Brain.Domain.Decisions;
using Brain.Domain.Text;

namespace Brain.Domain.Skills;

/// <summary>Trusted skills that fit what sessions on the project are about.</summary>
/// <param name="Skills">At most 3, the best first. Source: <c>v2.orient_skills</c>.</param>
internal sealed record SkillSuggestions(ImmutableArray<SuggestedSkill> Skills) : ISessionLines
{
    /// <inheritdoc/>
    public IEnumerable<string> Orientation =>
        (Skills.IsDefault ? [] : Skills).Select(skill =>
            DataMark.Line(
                $"{DataMark.Plain(skill.TrustLevel)} skill",
                "May fit",
                $"{skill.Name}: {skill.Description}",
                ISessionLines.TextMax
            )
        );
}

/// <summary>A skill as a session hears of it.</summary>
/// <param name="Name">As the agent calls it.</param>
/// <param name="Description">What it is for.</param>
/// <param name="TrustLevel">trusted, verified or critical.</param>
public sealed record SuggestedSkill(string Name, string Description, string TrustLevel);
