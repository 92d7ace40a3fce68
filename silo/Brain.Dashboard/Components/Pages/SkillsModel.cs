using Brain.Messages.Skills;

namespace Brain.Dashboard.Components.Pages;

/// <summary>What <c>Skills</c> shows.</summary>
/// <param name="Skills">Those that are used most first.</param>
/// <param name="Chosen">One with its evidence, or null.</param>
public sealed record SkillsModel(SkillSummary[] Skills, SkillDetail? Chosen)
{
    /// <summary>Skills that are shown.</summary>
    public const int ShownMax = 300;

    /// <summary>Findings of a skill's scan that are shown.</summary>
    public const int FindingsMax = 12;

    /// <summary>Reads it.</summary>
    public static async Task<SkillsModel> Read(DashboardReader reader, PageRequest request, CancellationToken stop)
    {
        var skills = reader.Source.Skills(stop);
        var chosen = Guid.TryParse(request["skill"], out var id)
            ? await reader.Source.Skill(id.ToString(), stop)
            : null;
        return new([.. (await skills).OrderByDescending(one => one.Uses)], chosen);
    }
}
