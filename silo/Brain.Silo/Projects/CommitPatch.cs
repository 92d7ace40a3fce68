using System.Globalization;
using System.Text.RegularExpressions;

namespace Brain.Silo.Projects;

/// <summary>What a commit, or several in a row, changed.</summary>
/// <param name="Sha">The commit's whole name, or that of the last of them.</param>
internal sealed partial record CommitPatch(string Sha)
{
    /// <summary>What it changed in each file, by the file's path as git prints it.</summary>
    public Dictionary<string, FilePatch> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>When it was made; null where git was not asked.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Whether all of it is in what another changed.</summary>
    public bool IsWithin(CommitPatch other) =>
        Files.Count > 0
        && Files.All(file => other.Files.TryGetValue(file.Key, out var there) && file.Value.IsWithin(there));

    /// <summary>Whether a line of it is in what another changed, or it has none that could tell.</summary>
    public bool Meets(CommitPatch other) =>
        Files.Any(file => other.Files.TryGetValue(file.Key, out var there) && file.Value.Meets(there));

    /// <summary>It has lines by which it would be known again.</summary>
    public bool HasLines => Files.Values.Any(file => file.HasLines);

    /// <summary>Reads what <c>git log -p -U0 --full-index --format='%H %ct'</c> and its like print.</summary>
    public static List<CommitPatch> Read(string text)
    {
        var patches = new List<CommitPatch>();
        FilePatch? file = null;
        var (removed, added) = (0, 0);
        var all = text.AsSpan();
        // Git ends a line by this alone: other ends of lines may be within one.
        foreach (var range in all.Split('\n'))
        {
            var line = all[range];
            if (removed > 0 && line.StartsWith('-'))
            {
                removed--;
                file?.Removed.Keep(line[1..]);
            }
            else if (added > 0 && line.StartsWith('+'))
            {
                added--;
                file?.Added.Keep(line[1..]);
            }
            else if (line.StartsWith("@@ ") && Hunk().Match(line.ToString()) is { Success: true } hunk)
            {
                (removed, added) = (Count(hunk.Groups["removed"]), Count(hunk.Groups["added"]));
            }
            else if (line.StartsWith("diff --git ") && patches.Count > 0)
            {
                // Both halves name the same file, for no rename is looked for.
                var names = line["diff --git ".Length..];
                patches[^1].Files[names[((names.Length + 1) / 2)..].ToString()] = file = new();
            }
            else if (line.StartsWith("index ") && file is not null && line.IndexOf("..") is > 0 and var dots)
            {
                var after = line[(dots + 2)..];
                file.Blob = (after.IndexOf(' ') is > 0 and var end ? after[..end] : after).ToString();
            }
            else if (Head().Match(line.ToString()) is { Success: true } head)
            {
                patches.Add(new(head.Groups["sha"].Value) { At = Moment(head.Groups["at"]) });
                file = null;
            }
        }

        return patches;
    }

    private static DateTimeOffset? Moment(Group seconds) =>
        seconds.Success
            ? DateTimeOffset.FromUnixTimeSeconds(long.Parse(seconds.ValueSpan, CultureInfo.InvariantCulture))
            : null;

    [GeneratedRegex(
        "^(?<sha>[0-9a-f]{40}|[0-9a-f]{64})( (?<at>[0-9]{1,11}))?$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Head();

    private static int Count(Group lines) =>
        lines.Success ? int.Parse(lines.ValueSpan, CultureInfo.InvariantCulture) : 1;

    [GeneratedRegex(
        @"^@@ -[0-9]+(,(?<removed>[0-9]+))? \+[0-9]+(,(?<added>[0-9]+))? @@",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Hunk();
}

/// <summary>What was changed in a file.</summary>
internal sealed record FilePatch
{
    /// <summary>The name of what the file has in it afterwards; null where only its mode was changed.</summary>
    public string? Blob { get; set; }

    /// <summary>Lines that came.</summary>
    public PatchLines Added { get; } = new();

    /// <summary>Lines that went.</summary>
    public PatchLines Removed { get; } = new();

    public bool HasLines => Added.Any || Removed.Any;

    public bool IsWithin(FilePatch other) =>
        Blob is null
        || Blob == other.Blob
        || (HasLines && Added.AreWithin(other.Added) && Removed.AreWithin(other.Removed));

    public bool Meets(FilePatch other) => !HasLines || Added.Meet(other.Added) || Removed.Meet(other.Removed);
}

/// <summary>Lines by which a change is known again: not blank, and no mere brackets.</summary>
internal sealed class PatchLines
{
    // A line of less says nothing of whose it is.
    private const int LettersMin = 3;

    private readonly HashSet<string> _lines = new(StringComparer.Ordinal);

    public bool Any => _lines.Count > 0;

    public void Keep(ReadOnlySpan<char> line)
    {
        var letters = 0;
        foreach (var letter in line)
            letters += char.IsLetterOrDigit(letter) ? 1 : 0;
        if (letters >= LettersMin)
            _lines.Add(line.Trim().ToString());
    }

    public bool AreWithin(PatchLines other) => _lines.IsSubsetOf(other._lines);

    public bool Meet(PatchLines other) => _lines.Overlaps(other._lines);
}
