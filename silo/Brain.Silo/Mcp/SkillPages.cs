using Brain.Domain.Text;
using Brain.Messages.Skills;
using Brain.Postgres.Skills;

namespace Brain.Silo.Mcp;

/// <summary>
/// Skills as an agent reads them. What a skill says is somebody's text, and marked as that: an agent that shall go by a
/// skill uses its own tool for skills.
/// </summary>
internal sealed class SkillPages(SkillStore skills)
{
    private const int ListedMax = 50;
    private const int LineMax = 220;

    /// <summary>The address of one.</summary>
    public static string Uri(SkillSummary skill) =>
        $"{McpUris.Scheme}skills/{System.Uri.EscapeDataString(skill.FullName)}";

    /// <summary>One line of an index.</summary>
    public static string Line(SkillSummary skill) =>
        DataMark.Line(
            $"{skill.TrustLevel} skill, used {skill.Uses}",
            Uri(skill),
            $"{skill.FullName}: {skill.Description}",
            LineMax
        );

    /// <summary>Those that the list of resources begins with: those that are used most.</summary>
    public async Task<SkillSummary[]> Listed(CancellationToken stop) =>
        [
            .. (await skills.List(null, null, stop))
                .DistinctBy(one => one.FullName, StringComparer.OrdinalIgnoreCase)
                .Take(ListedMax),
        ];

    /// <summary>One, whole; null when there is none of that name. Of several the one that is used most.</summary>
    public async Task<string?> Read(string name, CancellationToken stop)
    {
        if (
            (await skills.List(null, name, stop)).FirstOrDefault() is not { } skill
            || await skills.Show(skill, stop) is not { } detail
        )
            return null;
        return $"The skill {DataMark.Inline(skill.FullName, 130)}, {skill.TrustLevel}, used {skill.Uses} times, "
            + $"{skill.Failures} of them failed:\n{DataMark.Sentence}\n"
            + DataMark.Verbatim($"{detail.Front.TrimEnd()}\n\n{detail.Body.Trim()}".Trim());
    }
}
