using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using Brain.Domain.Text;
using Brain.Messages.Secrets;
using Brain.Messages.Sessions;

namespace Brain.Domain.Skills.Build;

/// <summary>A skill before it is a file: what a session did that worked, with its parameters lifted out.</summary>
/// <param name="Name">Small letters, digits and hyphens.</param>
/// <param name="Description">What it is for, and when.</param>
public sealed partial record SkillDraft(string Name, string Description)
{
    /// <summary>The version that a draft begins with.</summary>
    public const string VersionFirst = "0.1.0";

    /// <summary>Its heading.</summary>
    public required string Title { get; init; }

    /// <summary>What somebody must say before it can be followed.</summary>
    public ImmutableArray<DraftInput> Inputs { get; init; } = [];

    /// <summary>What to do, in order.</summary>
    public ImmutableArray<DraftPart> Parts { get; init; } = [];

    /// <summary>Words that are taken over as they are, in the place of steps; null for none.</summary>
    public string? Words { get; init; }

    /// <summary>The programs that its commands start.</summary>
    public ImmutableArray<string> Programs { get; init; } = [];

    /// <summary>Where it comes from, as part of a sentence.</summary>
    public required string Origin { get; init; }

    /// <summary>What was left out, a sentence each.</summary>
    public ImmutableArray<string> LeftOut { get; init; } = [];

    /// <summary>SKILL.md, without secrets.</summary>
    public string ToText()
    {
        var text = new StringBuilder($"---\nname: {Name}\ndescription: {Quoted(Description)}\n");
        text.Append($"version: {VersionFirst}\n");
        if (!Inputs.IsEmpty)
            text.Append("inputs:\n").AppendJoin("", Inputs.Select(one => $"  - {Quoted(one.ToText())}\n"));
        if (!Programs.IsEmpty)
            text.Append($"dependencies: [{string.Join(", ", Programs.Select(Quoted))}]\n");
        text.Append($"test: sh {TestFile}\n---\n# {Title}\n\n{Plain(Description)}\n");
        if (!Inputs.IsEmpty)
            text.Append("\n## Inputs\n\n")
                .AppendJoin("", Inputs.Select(one => $"- `{{{{{one.Name}}}}}`: such as `{Plain(one.Example)}`\n"));
        text.Append("\n## Steps\n");
        foreach (var (part, place) in Parts.Select((part, place) => (part, place + 1)))
            text.Append($"\n### {place}. {part.Heading}\n\n{part.ToText()}");
        if (Words is { } words)
            text.Append($"\n{Unrun(words).Trim()}\n");
        text.Append($"\n## Where it comes from\n\n{Origin}. {string.Join(' ', LeftOut)}".TrimEnd()).Append('\n');
        return SecretScanner.Redact(text.ToString());
    }

    /// <summary>The file beside it that its test runs.</summary>
    public const string TestFile = "test.sh";

    /// <summary>
    /// What its test runs: whether its programs are there. What it should prove is for its author to add.
    /// </summary>
    public string ToTest() =>
        $$"""
            #!/bin/sh
            # The programs of this skill are there. Add here what else it should prove.
            set -eu
            for program in {{string.Join(' ', Programs.DefaultIfEmpty("sh"))}}; do
              command -v "$program" >/dev/null || { echo "$program is not there" >&2; exit 1; }
            done

            """;

    /// <summary>Words of people as a page may have them: no mark-up, and nothing that an agent runs or reads.</summary>
    public static string Plain(string text) =>
        text.Replace("`", "'", StringComparison.Ordinal)
            .Replace('<', '‹')
            .Replace('>', '›')
            .Replace("$ARGUMENTS", "ARGUMENTS", StringComparison.Ordinal)
            .Replace("@", "＠", StringComparison.Ordinal);

    /// <summary>Whether an agent would run something of a page with this text in it before anybody is asked.</summary>
    public static bool RunsByBeingRead(string text) =>
        text.Contains("!`", StringComparison.Ordinal) || RunFence().IsMatch(text);

    private static string Unrun(string text) =>
        RunFence().Replace(text, "${fence}").Replace("!`", "! `", StringComparison.Ordinal);

    [GeneratedRegex(
        @"(?<fence>```+|~~~+)[ \t]*!+",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex RunFence();

    // A JSON string is one of YAML's.
    private static string Quoted(string text) =>
        $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}

/// <summary>What somebody must say before a skill can be followed.</summary>
/// <param name="Name">As its steps name it.</param>
/// <param name="Example">What it was when the skill was drafted.</param>
public sealed record DraftInput(string Name, string Example)
{
    /// <summary>As the front matter has it.</summary>
    public string ToText() => OneLine.Of($"{Name}: such as {SecretScanner.Redact(Example)}", SkillManifest.TextMax);
}

/// <summary>Steps that belong together: those of one turn.</summary>
/// <param name="Heading">What was asked for.</param>
/// <param name="Steps">In order.</param>
public sealed record DraftPart(string Heading, ImmutableArray<DraftStep> Steps)
{
    /// <summary>Its turn's number.</summary>
    public int Turn { get; init; }

    /// <summary>What it is about, in a model's words; null without one.</summary>
    public string? Prose { get; init; }

    /// <summary>As a page has it.</summary>
    public string ToText()
    {
        var text = new StringBuilder(Prose is { } prose ? $"{SkillDraft.Plain(prose)}\n\n" : "");
        foreach (var (step, place) in Steps.Select((step, place) => (step, place + 1)))
            text.Append(step.ToText(place));
        return text.ToString();
    }
}

/// <summary>One thing to do.</summary>
/// <param name="Kind">What kind of tool did it.</param>
/// <param name="Tool">Its name.</param>
/// <param name="Text">The command, file or address, with placeholders.</param>
public sealed record DraftStep(ToolKind Kind, string Tool, string Text)
{
    /// <summary>As a page has it.</summary>
    public string ToText(int place)
    {
        if (Kind != ToolKind.Shell)
            return Kind is ToolKind.Write or ToolKind.Edit
                ? $"{place}. {(Kind == ToolKind.Write ? "Make" : "Change")} `{SkillDraft.Plain(Text)}`.\n"
                : $"{place}. Call `{SkillDraft.Plain(Tool)}` with `{SkillDraft.Plain(Text)}`.\n";
        var fence = "```";
        while (Text.Contains(fence, StringComparison.Ordinal))
            fence += "`";
        var lines = Text.ReplaceLineEndings("\n").Trim('\n').Split('\n');
        return $"{place}. Run:\n\n   {fence}sh\n{string.Concat(lines.Select(line => $"   {line}\n"))}   {fence}\n\n";
    }
}
