using System.Collections.Immutable;
using System.Text;
using Brain.Domain.Text;
using Brain.Domain.Watching;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Brain.Domain.Personas;

/// <summary>
/// A persona's SKILL.md: a skill of Claude Code (<c>name</c>, <c>description</c>, Markdown) whose front matter may hold
/// a
/// <c>watch:</c> list. Keys that are not ours are left alone.
/// </summary>
/// <param name="Name">The skill's name, at most <see cref="NameMax"/> characters; empty where it can't be read.</param>
/// <param name="Description">What it is for, at most <see cref="DescriptionMax"/> characters; empty where it can't be
/// read.</param>
/// <param name="Rules">What it watches: at most <see cref="RulesMax"/>, in the file's order, those that can be
/// read.</param>
/// <param name="Body">The Markdown after the front matter, as it stands.</param>
public sealed record SkillFile(string Name, string Description, ImmutableArray<WatchRule> Rules, string Body)
{
    /// <summary>The most bytes of a file, as UTF-8.</summary>
    public const int BytesMax = 256 * 1024;

    /// <summary>The most rules of a file; later ones are named as faults and don't hold.</summary>
    public const int RulesMax = WatchRule.CountMax;

    /// <summary>The most characters of a skill's name.</summary>
    public const int NameMax = 64;

    /// <summary>The most characters of a skill's description.</summary>
    public const int DescriptionMax = 1_024;

    private const string NoFront =
        $"there is no front matter: the first line must be {FrontMatter.Fence}, and a later line "
        + $"{FrontMatter.Fence} must end it";

    private const string Unused = "nothing of this file is used";

    /// <summary>Reads a file. A rule that can't be read is a fault with its line; the other rules still hold.</summary>
    public static SkillParse Read(string text)
    {
        if (Encoding.UTF8.GetByteCount(text) is > BytesMax and var bytes)
            return Unusable(1, $"the file has {bytes} bytes and may have {BytesMax}");
        // What stands before the fence and means nothing: a byte order mark, blank lines.
        var plain = text.TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        var above = text.AsSpan(0, text.Length - plain.Length).Count('\n');
        var front = FrontMatter.Cut(plain, out var body, out var open);
        if (front is null)
            return Unusable(1, NoFront);
        var read = open ? Unusable(1, NoFront) : Whole(front, body);
        if (read.File is null)
            read = Rescued(front, body, read);
        return above == 0
            ? read
            : read with
            {
                Faults = [.. read.Faults.Select(fault => fault with { Line = fault.Line + above })],
            };
    }

    private static SkillParse Whole(string front, string body)
    {
        try
        {
            return FrontMatter.FaultOf(front) is { } fault ? new(null, [fault]) : Read(FrontMatter.Load(front), body);
        }
        catch (YamlException unreadable)
        {
            return Unusable(
                FrontMatter.Line(unreadable.Start),
                $"the front matter is no YAML: {OneLine.Of(unreadable.Message, 200)}"
            );
        }
        catch (Exception unreadable) when (unreadable is InvalidOperationException or ArgumentException)
        {
            // YamlDotNet 18.1 fails so, without a line, on control characters in odd places.
            return Unusable(2, "the front matter is no YAML: it has characters that can't stand there");
        }
    }

    // A persona's rules hold whatever else stands there.
    private static SkillParse Rescued(string front, string body, SkillParse broken)
    {
        var faults = ImmutableArray.CreateBuilder<YamlFault>();
        var rules = WatchBlock.Read(front, faults);
        if (rules.IsEmpty)
            return broken;
        faults.AddRange(
            broken
                .Faults.Where(fault => fault.Reason.EndsWith(Unused, StringComparison.Ordinal))
                .Select(fault => fault with { Reason = fault.Reason[..^Unused.Length] + "its watch rules hold" })
        );
        return new(
            new(Field(front, "name", NameMax), Field(front, "description", DescriptionMax), rules, body),
            [.. faults.OrderBy(fault => fault.Line)]
        );
    }

    // As far as it can be told without YAML: the rest of the key's line, without its quotes.
    private static string Field(string front, string key, int max)
    {
        foreach (var line in front.AsSpan().EnumerateLines())
        {
            if (line.StartsWith(key) && line[key.Length..].TrimStart() is [':', .. var rest])
                return Redaction.Cut(rest.Trim().Trim("\"'").Trim().ToString(), max);
        }

        return "";
    }

    /// <summary>
    /// The folder of a persona's skill, and so its slash command: lower case ASCII, at most <see cref="NameMax"/>
    /// characters.
    /// </summary>
    public static string Slug(string name) => PersonaName.Slug(name);

    /// <summary>
    /// The text that creating a persona writes: a skill that Claude Code can use, with rules that suit the job's words.
    /// </summary>
    public static string Template(string name, string emoji, string job) => SkillTemplate.Of(name, emoji, job);

    private static SkillParse Read(YamlMappingNode? front, string body)
    {
        if (front is null)
            return Unusable(1, "the front matter is not a map of keys such as name: steve");
        var faults = ImmutableArray.CreateBuilder<YamlFault>();
        var name = Required(front, "name", NameMax, faults);
        var description = Required(front, "description", DescriptionMax, faults);
        var rules = WatchList.Read(front.Child("watch"), faults);
        var ordered = faults.OrderBy(fault => fault.Line).ToImmutableArray();
        return new(name is null || description is null ? null : new(name, description, rules, body), ordered);
    }

    private static string? Required(
        YamlMappingNode front,
        string key,
        int max,
        ImmutableArray<YamlFault>.Builder faults
    )
    {
        var node = front.Child(key);
        var text = node?.Text()?.Trim();
        var reason =
            node is null ? "is missing"
            : node is not YamlScalarNode ? "is not a text"
            : string.IsNullOrEmpty(text) ? "is empty"
            : text.Length > max ? $"has {text.Length} characters and may have {max}"
            : null;
        if (reason is null)
            return text;
        faults.Add(
            new(node is null ? 1 : FrontMatter.Line(node.Start), $"{key} {reason}; every skill needs one, so {Unused}")
        );
        return null;
    }

    private static SkillParse Unusable(int line, string reason) => new(null, [new(line, $"{reason}; {Unused}")]);
}
