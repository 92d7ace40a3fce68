using System.Collections.Immutable;
using System.Text;
using Brain.Domain.Text;
using Brain.Messages.Sessions;

namespace Brain.Domain.Sessions;

/// <summary>
/// What another agent must know to go on with a session: what it is for, where it stands, what was tried and rejected.
/// From rows alone; no model is asked. Source: read_brief.sql.
/// </summary>
public sealed record SessionBrief
{
    /// <summary>The most characters of its text: 1,500 tokens, at three characters a token.</summary>
    public const int CharsMax = 4_500;

    /// <summary>The most tokens, about: what is not written in Latin letters has fewer characters a token.</summary>
    public const int TokensMax = 1_500;

    private const int LineMax = 320;

    /// <summary>Which session.</summary>
    public required SessionId SessionId { get; init; }

    /// <summary>The folder.</summary>
    public string? Project { get; init; }

    /// <summary>The agent so far, as rows keep it.</summary>
    public string? Agent { get; init; }

    /// <summary>What the agent may do.</summary>
    public required Mode Mode { get; init; }

    /// <summary>What it is for; null when nobody has said.</summary>
    public string? Purpose { get; init; }

    /// <summary>Its last turns, newest first.</summary>
    public ImmutableArray<BriefTurn> Turns { get; init; } = [];

    /// <summary>Files that were changed, newest first.</summary>
    public ImmutableArray<string> Files { get; init; } = [];

    /// <summary>Calls that failed, newest first.</summary>
    public ImmutableArray<BriefCall> Failed { get; init; } = [];

    /// <summary>Calls that were refused, newest first.</summary>
    public ImmutableArray<BriefCall> Rejected { get; init; } = [];

    /// <summary>What was learnt in it.</summary>
    public ImmutableArray<string> Learnt { get; init; } = [];

    /// <summary>
    /// At most <see cref="CharsMax"/> characters and <see cref="TokensMax"/> tokens: what does not fit is left out at
    /// the end.
    /// </summary>
    public string ToText()
    {
        var text = new StringBuilder(
            $"Go on with this session of {Of(Agent, "another agent")} in {Of(Project, "this folder")}; the brain kept "
                + $"what follows. Mode there: {Mode.Word()}.\n"
        );
        var tokens = TextTokens.About(text.ToString());
        foreach (var line in Lines().Select(line => $"{line}\n"))
        {
            tokens += TextTokens.About(line);
            if (text.Length + line.Length > CharsMax || tokens > TokensMax)
                break;
            text.Append(line);
        }

        return text.ToString().TrimEnd();
    }

    private IEnumerable<string> Lines()
    {
        yield return DataMark.Sentence;
        yield return Purpose is null
            ? "Purpose: nobody has said."
            : DataMark.Line("person", "Purpose", Purpose, LineMax);
        if (Turns is [var last, ..])
        {
            yield return "Where it stands:";
            yield return Quoted($"asked last, turn {last.Turn}", last.Asked ?? "nothing that a person typed");
            if (last.Answered is { } answer)
                yield return Quoted("answered last", answer);
            else
                yield return "- It was not answered.";
        }

        foreach (var group in Groups().Where(group => group.Lines.Length > 0))
        {
            yield return group.Title;
            foreach (var line in group.Lines)
                yield return line;
        }
    }

    private IEnumerable<(string Title, string[] Lines)> Groups() =>
        [
            (
                "Rejected, so not to be tried again as it is:",
                [.. Rejected.Select(call => Quoted("call", $"{call.Tool}: {call.Target}"))]
            ),
            (
                "Tried and failed:",
                [
                    .. Failed.Select(call =>
                        Quoted("call", $"{call.Tool}: {call.Target} -> {call.Why ?? "no reason is known"}")
                    ),
                ]
            ),
            ("Learnt:", [.. Learnt.Select(one => Quoted("learning", one))]),
            ("Changed files:", [.. Files.Select(file => Quoted("file", file))]),
            (
                "Before that:",
                [
                    .. Turns
                        .Skip(1)
                        .Select(turn =>
                            Quoted(
                                $"turn {turn.Turn}, {DataMark.Plain(turn.Status ?? "")}",
                                $"{turn.Asked} -> {turn.Answered ?? turn.Error}"
                            )
                        ),
                ]
            ),
        ];

    private static string Of(string? kept, string otherwise) =>
        kept is null ? otherwise : DataMark.Inline(kept, LineMax);

    private static string Quoted(string label, string? text) => DataMark.Line("session", label, text ?? "", LineMax);
}

/// <summary>A turn, as far as the next agent must know it.</summary>
/// <param name="Turn">Its number.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Asked">What was asked.</param>
/// <param name="Answered">What was answered.</param>
/// <param name="Error">Why it failed.</param>
public sealed record BriefTurn(int Turn, string? Status, string? Asked, string? Answered, string? Error);

/// <summary>A call that came to nothing.</summary>
/// <param name="Tool">The tool.</param>
/// <param name="Target">What it was aimed at.</param>
/// <param name="Why">What went wrong, where that is known.</param>
public sealed record BriefCall(string Tool, string? Target, string? Why);
