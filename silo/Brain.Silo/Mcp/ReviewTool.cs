using System.Globalization;
using System.Text;
using Brain.Domain.Review;
using Brain.Domain.Text;
using Brain.Grains.Abstractions.Review;
using Brain.Messages.Commands;
using Brain.Messages.Knowledge;
using Brain.Postgres.Review;
using Brain.Silo.Commands;
using ModelContextProtocol.Protocol;

namespace Brain.Silo.Mcp;

/// <summary>
/// Has the agent look again at its own session where no chat model is configured: it reads the turns that the rules are
/// unsure of, and says what they were and what was learnt.
/// </summary>
internal sealed class ReviewTool(ReviewStore reviews, IGrainFactory grains, CommandDispatcher commands) : IMcpTool
{
    private const int TurnsMax = 20;
    private const int LineMax = 900;
    private const int LearningsMax = 5;

    private static readonly string[] Classes =
    [.. Enum.GetNames<TurnClass>().Select(name => name.ToLowerInvariant())];

    /// <inheritdoc/>
    public Tool Definition { get; } =
        McpTools.Define(
            "review",
            "Close a session well: read lists turns to classify, submit says what they were and what was learnt.",
            """
            {"type":"object","properties":{
            "action":{"type":"string","enum":["read","submit"]},
            "classes":{"type":"object","additionalProperties":{"type":"string","enum":
            ["mistake","change","decision","chore","question","other"]},"description":"By turn number"},
            "learnings":{"type":"array","items":{"type":"string"},"maxItems":5},
            "session":{"type":"string"}},
            "required":["action"]}
            """,
            readOnly: false,
            idempotent: true
        );

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Aliases { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["session_review"] = "read",
            ["submit_review"] = "submit",
        };

    /// <inheritdoc/>
    public async Task<McpReply> Call(McpArguments arguments, McpSpeaker speaker, CancellationToken stop)
    {
        var action = arguments.Word("action", "", "read", "submit");
        var classes = Read(arguments.Pairs("classes", ReviewBatch.PageMax));
        var learnings = arguments.Texts("learnings", LearningsMax, LearningSummary.TextMax);
        if (speaker.Session is not { Id: var session })
            return McpReply.Fault(speaker.WhyNone);
        if (action == "read")
            return new(Listed(await reviews.Page(session, ReviewBatch.PageMax, stop)));
        if (classes.Count == 0 && learnings.Length == 0)
            return McpReply.Fault("There is nothing to submit: say classes, learnings, or both. Nothing was done.");
        var said = new StringBuilder();
        if (classes.Count > 0)
            said.AppendLine((await grains.GetGrain<IAuditorGrain>(session.Value).Take(new(classes))).Message);
        foreach (var learning in learnings)
        {
            var kept = await commands.Run(
                CommandRequest.For(CommandKind.Learn, learning) with
                {
                    Session = session,
                    Project = speaker.Session.Project,
                    Caller = speaker.Caller,
                    ByAgent = true,
                }
            );
            said.AppendLine(kept.Message);
        }

        return new(said.ToString().TrimEnd());
    }

    private static Dictionary<int, string> Read(Dictionary<string, string> said)
    {
        var classes = new Dictionary<int, string>();
        foreach (var (turn, word) in said)
        {
            if (!int.TryParse(turn, NumberStyles.None, CultureInfo.InvariantCulture, out var num))
                throw new McpArgumentException($"'classes' has '{turn}': expected the number of a turn.");
            if (!Classes.Contains(word))
                throw new McpArgumentException(
                    $"Turn {num} is said to be '{word}': expected {string.Join(", ", Classes)}."
                );
            classes[num] = word;
        }

        return classes;
    }

    private static string Listed(AuditPage page)
    {
        if (page.Turns.Length == 0)
            return "Every turn that has ended is classified.";
        var rules = ReviewBatch.Of(page).Turns.ToDictionary(turn => turn.Num);
        var unsure = page
            .Turns.Where(turn => rules[turn.Num].Confidence < ModelReview.SureMin)
            .Take(TurnsMax)
            .ToArray();
        return unsure.Length == 0
            ? $"The rules are sure of all {page.Turns.Length} turns that are not classified; submit learnings alone."
            : $"{unsure.Length} turns of which the rules are unsure; say for each mistake (taken back or corrected), "
                + "change (files changed), decision (something settled), chore (something run), question or other.\n"
                + $"{DataMark.Sentence}\n"
                + string.Join(
                    '\n',
                    unsure.Select(turn =>
                        DataMark.Line(
                            $"turn {turn.Num}",
                            $"Perhaps {DataMark.Plain(rules[turn.Num].Class.ToString().ToLowerInvariant())}",
                            $"asked: {turn.Asked ?? "-"} · answered: {turn.Answered ?? "-"} · then asked: "
                                + (turn.Next ?? "-"),
                            LineMax
                        )
                    )
                );
    }
}
