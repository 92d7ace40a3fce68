using Brain.Domain.Drift;
using Brain.Domain.Personas;
using Brain.Domain.Sessions.Events;
using Brain.Domain.Text;
using Brain.Messages.Sessions;

namespace Brain.Domain.Sessions;

/// <summary>
/// What becomes of a prompt while a drift checkpoint waits: one word answers it, and the prompt that it held back is
/// not lost.
/// </summary>
internal static class CheckpointAnswers
{
    private const int PassedOnMax = 9_000;
    private const int ParkedMax = 500;
    private const int ShownMax = 120;

    /// <summary>Takes the prompt as the answer, or holds it back.</summary>
    public static EventDecision AtCheckpoint(this DecisionBuilder decision, string prompt, Checkpoint open)
    {
        var held = decision.Session.HeldBack;
        var words = decision.Event.Words ?? prompt;
        var answer = Checkpoint.Answer.Of(words) ?? decision.GluedAnswer(words);
        var again = held is not null && (held.Text == prompt || held.Text == Redaction.Clean(prompt)) ? held : null;
        // The same prompt again is an answer too: the person means it.
        if (answer is null && again is not null && !decision.IsSameDelivery(again))
            answer = new(CheckpointChoice.Stay);
        return answer is null
            ? decision.HoldBack(prompt, open, again?.At ?? decision.Now)
            : decision.Settle(answer, held);
    }

    /// <summary>
    /// Takes the prompt as the answer where none may go on now, the one that was held back neither; null when it is
    /// none.
    /// </summary>
    public static EventDecision? AnsweredWhileBarred(this DecisionBuilder decision, string words, string barred) =>
        (Checkpoint.Answer.Of(words) ?? decision.GluedAnswer(words)) is { } answer
            ? decision.Settle(answer, decision.Session.HeldBack, barred)
            : null;

    // Delivered twice is not said twice. Agents too old to number their prompts are told apart by time, as in
    // UserPromptSubmit.
    private static bool IsSameDelivery(this DecisionBuilder decision, HeldPrompt held) =>
        held.PromptId == decision.Event.PromptId
        && (held.PromptId is not null || (decision.Now - held.At).Duration() < UserPromptSubmit.RepeatMax);

    // As it was typed in memory, for it may go on; redacted where it is stored.
    private static EventDecision HoldBack(
        this DecisionBuilder decision,
        string prompt,
        Checkpoint open,
        DateTimeOffset since
    )
    {
        var level = decision.Session.Drift with
        {
            Held = new(decision.Event.PromptId, Redaction.Clean(prompt)!) { At = since },
        };
        var held = decision.With(level) with
        {
            Session = decision.Session with
            {
                HeldBack = new(decision.Event.PromptId, prompt) { At = since },
                Drift = level,
            },
        };
        var question = $"{open.Question} {CopText.Kept(CanGoOn(prompt))}";
        return held.Judge(
                decision.Key,
                "block",
                "drift.checkpoint",
                question,
                ("drift", open.Kind.ToString()),
                ("why", open.Why),
                ("purpose", open.Purpose)
            )
            .Answering(SessionAnswer.Block(question) with { HidesPrompt = true });
    }

    private static EventDecision Settle(
        this DecisionBuilder decision,
        Checkpoint.Answer answer,
        HeldPrompt? held,
        string? barred = null
    )
    {
        var turn = decision.Session.Drift.Open?.Turn ?? decision.Session.TurnCount;
        var settled = decision.Session.Drift.After(
            answer,
            decision.Session.Signs(decision.Session.Last ?? new(decision.Session.TurnCount, null, null))
        );
        settled = settled.About(answer, held);
        if (answer.Choice == CheckpointChoice.Redeclare && settled.Purpose is null)
            return decision.Refuse(
                "Say what the session is for from now on: redeclare: WORDS, or /purpose WORDS. Nothing was changed."
            );

        var next = decision.With(settled.Level) with
        {
            Session = decision.Session with { Drift = settled.Level, HeldBack = null },
        };
        if (settled.RatesWrong && decision.Context.Personas.Cop is { } cop)
            next = next.Add(new CommentRow(cop.Id, turn, null, null, "wrong"));
        if (settled.Parked is { } parked)
            next = next.Add(new ParkedRow(decision.Context.Personas.Cop?.Id, parked, $"parked:{turn}"));
        if (settled.Purpose is { } purpose)
            next = next.WithSession(
                next.Session with
                {
                    Purpose = Redaction.Clean(purpose, DeclarePurpose.PurposeMax)!.Trim(),
                    Provisional = false,
                }
            );
        next = next.Audit(
            "checkpoint",
            $"checkpoint:{turn}",
            ("answer", answer.Choice.ToString()),
            ("parked", settled.Parked),
            ("purpose", settled.Purpose)
        );

        var word = answer.Choice.ToString().ToLowerInvariant();
        var text = ToText(answer, settled, next.Session);
        if (held is null || answer.Choice == CheckpointChoice.Park)
            return next.Refuse(text, word);
        if (barred is not null)
            return next.Refuse($"{text} Your prompt was not passed on; send it again later. {barred}", word);
        return CanGoOn(held.Text)
            ? next.Begin(held!.Text)
                .Answering(
                    SessionAnswer.Nothing with
                    {
                        Context =
                            $"The person answered the brain's checkpoint with one word, {word}. The lines that begin "
                            + $"with {DataMark.Mark} are what they asked before it, and want done now:\n"
                            + DataMark.Verbatim(held.Text),
                        Message =
                            $"✓ {word} · {text} Your prompt goes on: "
                            + OneLine.Of(Redaction.Clean(held.Text)!, ShownMax),
                    }
                )
            : next.Refuse($"{text} Your prompt can't be passed on from here as it was; send it again.", word);
    }

    // The prompt that was held back is the matter, and not the turn that ended before it.
    private static Settled About(this Settled settled, Checkpoint.Answer answer, HeldPrompt? held) =>
        held is null || string.IsNullOrWhiteSpace(held.Text) || held.Text[0] == '/' ? settled
        : answer.Choice == CheckpointChoice.Park
            ? settled with
            {
                Parked = Redaction.Clean(held.Text, ParkedMax)!.Trim(),
            }
        : answer is { Choice: CheckpointChoice.Redeclare, Purpose: null }
            ? settled with
            {
                Purpose = CopText.FirstLine(held.Text),
            }
        : settled;

    // What is too long would reach the agent as a file, a command would not be expanded, what was redacted is not what
    // was meant, and of a prompt without text nothing is held.
    private static bool CanGoOn(string held) =>
        !string.IsNullOrWhiteSpace(held)
        && held[0] != '/'
        && DataMark.Verbatim(held).Length <= PassedOnMax
        && !held.Contains(Redaction.Mark, StringComparison.Ordinal);

    private static string ToText(Checkpoint.Answer answer, Settled settled, Session session) =>
        answer.Choice switch
        {
            CheckpointChoice.Park => $"parked: {DataMark.Neutral(settled.Parked ?? "", ParkedMax)}. "
                + session.PurposeSentence(),
            CheckpointChoice.Redeclare => session.PurposeSentence(),
            CheckpointChoice.Wrong => "a false alarm, noted; this topic raises no alarm again here.",
            _ => "noted, this belongs here.",
        };

    // It was answered by the brain: no turn comes of it, and a second delivery changes nothing.
    private static EventDecision Refuse(this DecisionBuilder decision, string text, string? typed = null)
    {
        var answered = decision.Event.PromptId is { } prompt
            ? decision.Session.Answered.Add(prompt)
            : decision.Session.Answered;
        return (decision with { Session = decision.Session with { Answered = answered } })
            .Judge(decision.Key, "block", "drift.settled", text)
            .Answering(SessionAnswer.Block(text) with { HidesPrompt = true, Typed = typed });
    }
}
