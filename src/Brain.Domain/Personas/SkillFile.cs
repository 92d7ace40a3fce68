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
/// <param name="Name">The skill's name, 1 to <see cref="NameMax"/> characters.</param>
/// <param name="Description">What it is for, 1 to <see cref="DescriptionMax"/> characters.</param>
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

    private const string Fence = "---";

    /// <summary>Reads a file. A rule that can't be read is a fault with its line; the other rules still hold.</summary>
    public static SkillParse Read(string text)
    {
        if (Encoding.UTF8.GetByteCount(text) is > BytesMax and var bytes)
            return Unusable(1, $"the file has {bytes} bytes and may have {BytesMax}");
        var plain = text.StartsWith('\uFEFF') ? text[1..] : text;
        if (Front(plain, out var body) is not { } front)
            return Unusable(
                1,
                $"there is no front matter: the first line must be {Fence}, and a later line {Fence} must end it"
            );
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
            new(
                node is null ? 1 : FrontMatter.Line(node.Start),
                $"{key} {reason}; every skill needs one, so nothing of this file is used"
            )
        );
        return null;
    }

    /// <summary>What stands between the fences, and what after them; null without both fences.</summary>
    private static string? Front(string text, out string body)
    {
        body = "";
        var start = 0;
        for (var at = 0; at < text.Length;)
        {
            var end = text.IndexOf('\n', at);
            var next = end < 0 ? text.Length : end + 1;
            var isFence = text.AsSpan(at, next - at).TrimEnd() is Fence;
            if (at == 0 && !isFence)
                return null;
            if (at == 0)
                start = next;
            else if (isFence)
            {
                body = text[next..];
                return text[start..at];
            }

            at = next;
        }

        return null;
    }

    private static SkillParse Unusable(int line, string reason) =>
        new(null, [new(line, $"{reason}; nothing of this file is used")]);
}
