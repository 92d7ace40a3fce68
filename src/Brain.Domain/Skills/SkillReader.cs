using System.Collections.Immutable;
using System.Text;
using Brain.Domain.Text;
using Brain.Messages.Secrets;

namespace Brain.Domain.Skills;

/// <summary>Reads a SKILL.md. What can't be read is a fault with its line; all else holds.</summary>
public static class SkillReader
{
    // Of more nobody reads each.
    private const int FaultsMax = 50;
    private const string Unused = "nothing of this file is used";

    /// <summary>Reads a file.</summary>
    /// <param name="text">All of it.</param>
    /// <param name="folder">Its folder's name, which is the skill's where the file has none.</param>
    public static SkillReading Read(string text, string folder)
    {
        if (Encoding.UTF8.GetByteCount(text) is > SkillManifest.BytesMax and var bytes)
            return Unusable($"the file has {bytes} bytes and may have {SkillManifest.BytesMax}");
        var plain = text.TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        if (plain.Length == 0)
            return Unusable("the file is empty");
        var above = text.AsSpan(0, text.Length - plain.Length).Count('\n');
        var faults = ImmutableArray.CreateBuilder<YamlFault>();
        var front = FrontMatter.Cut(plain, out var body, out var open);
        if (front is null || open)
        {
            faults.Add(
                new(
                    1,
                    "there is no front matter: the first line must be --- and a later line --- must end it; "
                        + "the folder's name and the first paragraph are used"
                )
            );
            (front, body) = ("", plain);
        }

        var fields = new SkillFieldReader(SkillFields.Read(front, faults), faults);
        var read = fields.Manifest(Name(fields, folder, front, faults), Description(fields, body, front, faults), body);
        return read.Name.Length == 0
            ? Unusable("it has no name, and its folder has none either")
            : new(
                read with
                {
                    Front = front,
                },
                Told(faults, above)
            );
    }

    private static ImmutableArray<YamlFault> Told(ImmutableArray<YamlFault>.Builder faults, int above)
    {
        YamlFault[] all =
        [
            .. faults.OrderBy(fault => fault.Line).Select(fault => fault with { Line = fault.Line + above }),
        ];
        return all.Length <= FaultsMax
            ? [.. all]
            :
            [
                .. all[..(FaultsMax - 1)],
                new(all[FaultsMax - 1].Line, $"{all.Length - FaultsMax + 1} more faults from here on are not told"),
            ];
    }

    private static string Name(
        SkillFieldReader fields,
        string folder,
        string front,
        ImmutableArray<YamlFault>.Builder faults
    )
    {
        var own = OneLine.Of(SecretScanner.Redact(folder), SkillManifest.NameMax);
        if (fields.Text("name", SkillManifest.NameMax) is not { } name)
        {
            if (front.Length > 0 && !fields.Has("name"))
                faults.Add(new(1, $"name is missing; the folder's, {own}, is used"));
            return own;
        }

        if (!name.All(letter => letter is '-' or (>= 'a' and <= 'z') or (>= '0' and <= '9')))
            faults.Add(
                new(fields.LineOf("name"), $"name '{name}' should be small letters, digits and hyphens; it is used")
            );
        return name;
    }

    private static string Description(
        SkillFieldReader fields,
        string body,
        string front,
        ImmutableArray<YamlFault>.Builder faults
    )
    {
        if (fields.Text("description", SkillManifest.DescriptionMax) is { } text)
            return text;
        if (front.Length > 0 && !fields.Has("description"))
            faults.Add(new(1, "description is missing; the first paragraph is used"));
        return FirstParagraph(body);
    }

    private static string FirstParagraph(string body)
    {
        var lines = new List<string>();
        foreach (var line in body.ReplaceLineEndings("\n").Split('\n'))
        {
            var isText = line.AsSpan().Trim() is not ([] or ['#', ..] or ['-', '-', '-', ..] or ['`', '`', '`', ..]);
            if (isText)
                lines.Add(line);
            else if (lines.Count > 0)
                break;
        }

        return OneLine.Of(SecretScanner.Redact(string.Join(' ', lines)), SkillManifest.DescriptionMax);
    }

    private static SkillReading Unusable(string reason) => new(null, [new(1, $"{reason}; {Unused}")]);
}
