using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Brain.Domain.Sessions;

/// <summary>What is at the end of a project's HANDOFF.md.</summary>
/// <param name="Own">Parts that this brain wrote for this project, as it wrote them; null for none.</param>
/// <param name="Foreign">Whatever else is there; null for nothing.</param>
public readonly record struct HandOffTail(string? Own, string? Foreign);

/// <summary>
/// Tells the brain's own parts of HANDOFF.md from everybody else's. A part ends in a code (HMAC-SHA-256) over the
/// project and the part's text: a part that was changed, or copied from another project or another brain, has none that
/// fits.
/// </summary>
/// <param name="key">Known to this brain only.</param>
public sealed class HandOffMac(byte[] key)
{
    private const string Purpose = "brain.handoff.1";
    private const string Start = "<!-- brain:mac ";
    private const string End = " -->";
    private const int CodeBytes = 16;

    // What the client writes when a session starts: it says nothing, so nobody need be told.
    private static readonly Regex Opening = new(
        @"^(<!-- brain:[^\s:]+:\d+ -->|## Session \S{1,8} · \d{4}-\d\d-\d\d \d\d:\d\d UTC)$",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    );

    private static readonly Regex Marker = new(
        @"^<!-- brain:[^\s:]+:\d+ -->$",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    );

    /// <summary>The part with its code as the last line.</summary>
    /// <param name="project">The folder that HANDOFF.md is in, its links resolved.</param>
    /// <param name="part">Whole lines that begin with the part's marker.</param>
    public string Sign(string project, string part) => $"{part}{Start}{Code(project, part)}{End}\n";

    /// <summary>Reads the end of the file; a part whose beginning was cut off is left out.</summary>
    /// <param name="project">As it was signed for; null where the carrier does not say, and then nothing is the brain's
    /// own.</param>
    /// <param name="tail">Whole lines.</param>
    public HandOffTail Read(string? project, string? tail)
    {
        var (own, foreign, part) = (new StringBuilder(), new StringBuilder(), new StringBuilder());
        var begun = false;
        foreach (var line in (tail ?? "").Split('\n'))
        {
            if (Marker.IsMatch(line))
            {
                Move(part, foreign);
                begun = true;
            }

            if (!line.StartsWith(Start, StringComparison.Ordinal) || !line.EndsWith(End, StringComparison.Ordinal))
            {
                part.Append(line).Append('\n');
                continue;
            }

            var isOwn =
                begun && project is not null && Fits(line[Start.Length..^End.Length], Code(project, part.ToString()));
            // Without a beginning it is what is left of a part that began before the tail.
            Move(
                part,
                isOwn ? own
                    : begun ? foreign
                    : null
            );
            begun = false;
        }

        Move(part, foreign);
        return new(Text(own), Text(foreign));
    }

    /// <summary>The whole file with this brain's own parts as they shall be, signed again; all else as it is.</summary>
    /// <param name="project">As they were signed for.</param>
    /// <param name="file">Its text.</param>
    /// <param name="own">Says what a part shall be, marker and all but its code.</param>
    /// <param name="foreign">Hears what is not the brain's own.</param>
    public string Rewrite(string project, string file, Func<string, string> own, Action<string> foreign)
    {
        var (into, part, begun) = (new StringBuilder(file.Length), new StringBuilder(), false);
        void Keep()
        {
            foreign(part.ToString());
            into.Append(part);
            part.Clear();
        }

        foreach (var line in file.Split('\n'))
        {
            if (Marker.IsMatch(line))
            {
                Keep();
                begun = true;
            }

            var text = part.ToString();
            if (
                begun
                && line.StartsWith(Start, StringComparison.Ordinal)
                && line.EndsWith(End, StringComparison.Ordinal)
                && Fits(line[Start.Length..^End.Length], Code(project, text))
            )
            {
                into.Append(Sign(project, own(text)));
                part.Clear();
                begun = false;
                continue;
            }

            part.Append(line).Append('\n');
        }

        Keep();
        // What stands behind the last line break is a line without one.
        return into.ToString(0, into.Length - 1);
    }

    private static void Move(StringBuilder part, StringBuilder? into)
    {
        foreach (
            var line in part.ToString()
                .Split('\n')
                .Where(line => !string.IsNullOrWhiteSpace(line) && !Opening.IsMatch(line))
        )
            into?.Append(line).Append('\n');
        part.Clear();
    }

    private static string? Text(StringBuilder lines) => lines.Length == 0 ? null : lines.ToString();

    private static bool Fits(string given, string code) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(code));

    private string Code(string project, string part) =>
        Convert.ToHexStringLower(
            HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{Purpose}\0{project}\0{part}")).AsSpan(0, CodeBytes)
        );
}
