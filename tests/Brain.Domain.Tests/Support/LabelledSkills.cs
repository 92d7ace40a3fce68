using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using Brain.Domain.Skills.Scan;
using Brain.Messages.Skills;

namespace Brain.Tests.Skills;

/// <summary>A skill's folder made by hand, with what a person would say of it.</summary>
public sealed record LabelledSkill(string Name, bool IsHarmful, ImmutableArray<ScannedFile> Files)
{
    /// <summary>Whether the scan calls it one that no honest person wrote.</summary>
    public bool IsFlagged => SkillScanner.Scan(Name, Files).Worst == ScanSeverity.Error;
}

/// <summary>
/// The labelled skills: a part to tune on, a part written before the rules, one written to be hard, and one of other
/// kinds that was written last.
/// </summary>
internal static partial class LabelledSkills
{
    public static ImmutableArray<LabelledSkill> Tuning => Read("skills-tuning");

    public static ImmutableArray<LabelledSkill> HeldOut => Read("skills-held-out");

    public static ImmutableArray<LabelledSkill> Hard => Read("skills-hard");

    public static ImmutableArray<LabelledSkill> Fresh => Read("skills-fresh");

    /// <summary>How often a flag is right, and how many of the harmful ones have one.</summary>
    public static (double Precision, double Recall, string Line) Figures(this IReadOnlyCollection<LabelledSkill> skills)
    {
        LabelledSkill[] flagged = [.. skills.Where(skill => skill.IsFlagged)];
        var (right, there) = (flagged.Count(skill => skill.IsHarmful), skills.Count(skill => skill.IsHarmful));
        var wrong = string.Join(
            ", ",
            skills.Where(skill => skill.IsHarmful != flagged.Contains(skill)).Select(skill => skill.Name)
        );
        return (
            (double)right / Math.Max(1, flagged.Length),
            (double)right / Math.Max(1, there),
            $"precision {right} of {flagged.Length}, recall {right} of {there}; wrong: {wrong}"
        );
    }

    private static ImmutableArray<LabelledSkill> Read(string name) =>
        [.. Heads().Split(File.ReadAllText(Path.Combine(Here(), "Labelled", $"{name}.txt"))).Skip(1).Select(Skill)];

    private static LabelledSkill Skill(string text)
    {
        var head = text.Split('\n', 2)[0];
        var files = $"\n{text}".Split("\n-- ").Skip(1).Select(part => part.Split(" --\n", 2));
        return new(
            head.Split(' ', ':')[1],
            head.StartsWith("harmful ", StringComparison.Ordinal),
            [.. files.Select(file => new ScannedFile(file[0], Encoding.UTF8.GetBytes(Unescaped(file[1]))))]
        );
    }

    private static string Unescaped(string text) =>
        Escapes()
            .Replace(text, one =>
                char.ConvertFromUtf32(
                    int.Parse(one.Groups["code"].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture)
                )
            );

    [GeneratedRegex(@"^## (?=harm)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Heads();

    [GeneratedRegex(@"\\u\{(?<code>[0-9A-F]+)\}", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Escapes();

    private static string Here([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
