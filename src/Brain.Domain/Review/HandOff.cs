using System.Collections.Immutable;
using System.Text;
using Brain.Domain.Decisions;
using Brain.Domain.Text;
using Brain.Messages.Sessions;
using Brain.Messages.Text;

namespace Brain.Domain.Review;

/// <summary>One turn as the next person or agent needs it. Source: <c>sql/sessions/read_handoff.sql</c>.</summary>
/// <param name="SessionId">Whose turn.</param>
/// <param name="Turn">1-based place in the session.</param>
/// <param name="Status">ok, errored or archived.</param>
/// <param name="EndedAt">When it ended.</param>
/// <param name="Project">The project's folder, or null.</param>
/// <param name="Purpose">What the session is for, or null.</param>
/// <param name="Provisional">The purpose was taken from the first prompt.</param>
/// <param name="Asked">What the person said, or null when nobody typed it.</param>
/// <param name="Answered">What the assistant said last.</param>
/// <param name="Error">What went wrong, or null.</param>
/// <param name="Tools">Which tools ran, in order of their first call.</param>
/// <param name="Files">Files that were written, at most 20.</param>
public sealed record HandOff(
    SessionId SessionId,
    int Turn,
    string Status,
    DateTimeOffset EndedAt,
    string? Project,
    string? Purpose,
    bool Provisional,
    string? Asked,
    string? Answered,
    string? Error,
    ImmutableArray<ToolUses> Tools,
    ImmutableArray<string?> Files
)
{
    private const int LineMax = 200;

    /// <summary>Calls that were refused or failed, and that nothing made good, at most 10.</summary>
    public ImmutableArray<UndoneCall> Undone
    {
        get;
        init => field = value.OrNone();
    } = [];

    /// <summary>
    /// The part of HANDOFF.md that tells of this turn: Markdown that begins with the marker which tells it from all
    /// others. Whatever people and models said stays on one line each.
    /// </summary>
    public string ToText()
    {
        var text = new StringBuilder()
            .Append("<!-- brain:")
            .Append(SessionId)
            .Append(':')
            .Append(Turn)
            .Append(" -->\n")
            .Append("### Turn ")
            .Append(Turn)
            .Append(" · session ")
            .Append(SessionId.Short)
            .Append(" · ")
            .Append(UtcTime.Minute(EndedAt))
            .Append(" · ")
            .Append(Status)
            .Append('\n');
        Line(
            text,
            "Purpose",
            Purpose is null ? null
                : Provisional ? $"{InAComment(Purpose)} (provisional)"
                : Purpose
        );
        Line(text, "Asked", Asked ?? "(nobody typed this turn)");
        Line(text, "Tools", string.Join(", ", Tools.Select(tool => tool.ToText())));
        Line(text, "Files", string.Join(", ", Files.Where(file => file is not null).Select(file => Short(file!))));
        Line(text, "Refused", Calls(call => call.Refused));
        Line(text, "Failed", Calls(call => !call.Refused));
        // What the assistant says of work that was refused or failed is its word, and not what came of it.
        Line(text, Error is null && !Undone.IsEmpty ? "The assistant said" : "Outcome", Error ?? Answered);
        return text.ToString();
    }

    private static void Line(StringBuilder text, string name, string? words)
    {
        if (!string.IsNullOrWhiteSpace(words))
            text.Append("- ").Append(name).Append(": ").Append(InAComment(words)).Append('\n');
    }

    // A comment's marks in it would hide what follows, or pass for a marker.
    private static string InAComment(string words) =>
        Redaction.Cut(
            string.Join(
                ' ',
                TerminalText
                    .Line(words)
                    .Replace("<!--", "<! --", StringComparison.Ordinal)
                    .Replace("-->", "-- >", StringComparison.Ordinal)
                    .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            ),
            LineMax
        );

    private string Calls(Func<UndoneCall, bool> which) =>
        string.Join("; ", Undone.Where(which).Select(call => call.ToText(Project)));

    private string Short(string file) =>
        Project is { } root && file.StartsWith(root + "/", StringComparison.Ordinal) ? file[(root.Length + 1)..] : file;
}

/// <summary>How often a tool ran in a turn.</summary>
/// <param name="Name">The tool.</param>
/// <param name="Count">Its calls.</param>
/// <param name="Failed">Those that failed.</param>
public sealed record ToolUses(string Name, int Count, int Failed)
{
    /// <summary>Those that were refused.</summary>
    public int Refused { get; init; }

    internal string ToText()
    {
        string[] parts =
        [
            .. Failed > 0 ? [$"{Failed} failed"] : Array.Empty<string>(),
            .. Refused > 0 ? [Count > 1 ? $"{Refused} refused" : "refused"] : Array.Empty<string>(),
        ];
        return Name + (Count > 1 ? $" ×{Count}" : "") + (parts.Length > 0 ? $" ({string.Join(", ", parts)})" : "");
    }
}

/// <summary>A call that was refused or failed. Source: <c>v2.undone_calls</c>.</summary>
/// <param name="Tool">The tool.</param>
/// <param name="Target">What it was aimed at, or null.</param>
/// <param name="Refused">It was refused; else it failed.</param>
/// <param name="Error">What went wrong, or null.</param>
public sealed record UndoneCall(string Tool, string? Target, bool Refused, string? Error)
{
    internal string ToText(string? project)
    {
        var target =
            project is { } root && Target?.StartsWith(root + "/", StringComparison.Ordinal) == true
                ? Target[(root.Length + 1)..]
                : Target;
        return $"{Tool}{(target is null ? "" : $" {target}")}{(Error is null ? "" : $" ({Error.Split('\n')[0]})")}";
    }
}
