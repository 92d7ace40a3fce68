using System.Globalization;
using System.Text.RegularExpressions;
using Brain.Domain.Text;
using Brain.Messages.Secrets;

namespace Brain.Domain.Skills.Build;

/// <summary>Gives a SKILL.md its next version: a line of its front matter, and one of its history there.</summary>
/// <param name="Text">The whole file; null where it stays as it is.</param>
/// <param name="From">The version that it had; null for none.</param>
/// <param name="To">The one that it has.</param>
/// <param name="Refusal">Why it stays as it is; null where it does not.</param>
public sealed partial record SkillVersionBump(string? Text, string? From, string To, string? Refusal)
{
    private const int WhyMax = 200;

    /// <summary>Bumps it.</summary>
    /// <param name="text">The file.</param>
    /// <param name="folder">Its folder's name.</param>
    /// <param name="wanted">major, minor, patch, or a version that is higher.</param>
    /// <param name="note">The day, and what changed, or null.</param>
    public static SkillVersionBump Of(string text, string folder, string wanted, (DateOnly Day, string? Why) note)
    {
        var before = SkillReader.Read(text, folder);
        if (before.Manifest is not { } manifest)
            return Refused(null, before.Faults[0].Reason);
        var from = manifest.Version;
        if (Next(from, wanted, out var to) is { } why)
            return Refused(from, why);
        var ending = text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        var lines = text.Split('\n').Select(line => line.TrimEnd('\r')).ToList();
        var open = lines.FindIndex(line => line.Trim().Length > 0);
        var close = open < 0 ? -1 : lines.FindIndex(open + 1, line => line.TrimEnd() == "---");
        if (open < 0 || lines[open].TrimStart('\uFEFF').TrimEnd() != "---" || close < 0)
            return Refused(from, "it has no front matter, where a version stands");
        Put(lines, open, ref close, to);
        History(lines, open, close, Line(to, note));
        var after = string.Join(ending, lines);
        var read = SkillReader.Read(after, folder);
        return read.Manifest?.Version == to && read.Faults.Length <= before.Faults.Length
            ? new(after, from, to, null)
            : Refused(
                from,
                "its front matter has the version in a way that can't be changed safely; change it by hand"
            );
    }

    private static SkillVersionBump Refused(string? from, string why) => new(null, from, "", why);

    private static string? Next(string? from, string wanted, out string to)
    {
        to = wanted;
        var was = Parts(from);
        if (from is not null && was is null)
            return $"its version is '{OneLine.Of(from, 40)}', which is not of the form 1.2.3";
        var (major, minor, patch) = was ?? (0, 0, 0);
        if (wanted is "major" or "minor" or "patch")
        {
            to =
                was is null ? SkillDraft.VersionFirst
                : wanted == "major" ? $"{major + 1}.0.0"
                : wanted == "minor" ? $"{major}.{minor + 1}.0"
                : $"{major}.{minor}.{patch + 1}";
            return null;
        }

        return Parts(wanted) is not { } named
                ? $"'{OneLine.Of(wanted, 40)}' is no next version: expected major, minor, patch or one such as 1.2.3"
            : named.CompareTo((major, minor, patch)) <= 0 && was is not null ? $"{wanted} is not higher than {from}"
            : null;
    }

    private static (int, int, int)? Parts(string? version) =>
        version is not null
        && SemVer().Match(version) is { Success: true } parts
        && int.TryParse(parts.Groups["major"].Value, CultureInfo.InvariantCulture, out var major)
        && int.TryParse(parts.Groups["minor"].Value, CultureInfo.InvariantCulture, out var minor)
        && int.TryParse(parts.Groups["patch"].Value, CultureInfo.InvariantCulture, out var patch)
            ? (major, minor, patch)
            : null;

    // At the top or below metadata, where it stands; else as the last line.
    private static void Put(List<string> lines, int open, ref int close, string to)
    {
        for (var at = open + 1; at < close; at++)
        {
            if (Version().Match(lines[at]) is not { Success: true } found)
                continue;
            lines[at] = $"{found.Value}{to}";
            return;
        }

        lines.Insert(close++, $"version: {to}");
    }

    private static void History(List<string> lines, int open, int close, string line)
    {
        var at = lines.FindIndex(open, close - open, one => one.TrimEnd() == "history:");
        if (at >= 0)
        {
            var indent =
                at + 1 < close && ItemIndent().Match(lines[at + 1]) is { Success: true } item ? item.Value : "  ";
            lines.Insert(at + 1, $"{indent}- {line}");
        }
        else if (
            !lines.GetRange(open, close - open).Exists(one => one.StartsWith("history:", StringComparison.Ordinal))
        )
            lines.InsertRange(close, ["history:", $"  - {line}"]);
    }

    private static string Line(string to, (DateOnly Day, string? Why) note)
    {
        var why = OneLine.Of(SecretScanner.Redact(note.Why ?? ""), WhyMax).Replace('\\', '/').Replace('"', '\'');
        var day = note.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return $"\"{to}, {day}{(why.Length > 0 ? $": {why}" : "")}\"";
    }

    [GeneratedRegex(
        @"^v?(?<major>\d{1,6})\.(?<minor>\d{1,6})\.(?<patch>\d{1,6})$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex SemVer();

    [GeneratedRegex(
        @"^\s*[""']?version[""']?\s*:\s*",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Version();

    [GeneratedRegex(@"^\s*(?=- )", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex ItemIndent();
}
