using System.Text;
using Brain.Domain.Personas;
using Brain.Domain.Text;
using Brain.Messages.Personas;

namespace Brain.Domain.Knowledge;

/// <summary>How the replies of many become one block.</summary>
public static class BroadcastSummary
{
    /// <summary>The block: each reply under whoever gave it, then who was late and who failed.</summary>
    /// <param name="question">As it was asked.</param>
    /// <param name="replies">What came in time, in the order of the personas; null for who was late.</param>
    public static BroadcastDone Collate(
        string question,
        IReadOnlyCollection<(Persona Persona, PersonaAnswer? Answer)> replies
    )
    {
        var text = new StringBuilder("📣 ").Append(question.Trim()).Append('\n');
        var answered = replies.Where(one => one.Answer is { Outcome: not AnswerOutcome.Failed });
        foreach (var same in answered.GroupBy(one => one.Answer!.Text))
        {
            text.Append('\n')
                .AppendJoin(", ", same.Select(one => one.Persona.Handle))
                .Append(":\n")
                .Append(same.Key)
                .Append('\n');
        }

        string[] late = [.. replies.Where(one => one.Answer is null).Select(one => one.Persona.Name)];
        var failed = replies.Where(one => one.Answer is { Outcome: AnswerOutcome.Failed }).ToArray();
        if (late.Length > 0)
            text.Append("\nLate, nothing came by the deadline: ").AppendJoin(", ", late).Append('\n');
        foreach (var same in failed.GroupBy(one => one.Answer!.Text))
            text.Append("\nFailed: ")
                .AppendJoin(", ", same.Select(one => one.Persona.Name))
                .Append(": ")
                .Append(same.Key)
                .Append('\n');
        return new(
            text.ToString().TrimEnd(),
            replies.Count - late.Length - failed.Length,
            late,
            [.. failed.Select(one => one.Persona.Name)]
        );
    }

    /// <summary>One persona's reply as its row.</summary>
    public static StoredReply Stored(Persona persona, PersonaAnswer? answer, string question) =>
        answer is null
            ? new(persona.Id, AnswerOutcome.Late, "nothing came by the deadline", [], 0, 0, null)
            : new(
                persona.Id,
                answer.Outcome,
                Redaction.Clean(answer.Text)!,
                answer.Cited,
                answer.TokensIn,
                answer.TokensOut,
                answer.Outcome == AnswerOutcome.Answered ? PersonaPrompt.Learning(persona, question, answer.Text) : null
            );

    /// <summary>The question as it is kept: without secrets, and no longer than its row takes.</summary>
    public static string Kept(string question) => Redaction.Clean(question.Trim(), AskPersona.QuestionMax)!;

    /// <summary>Why nobody was asked, or null.</summary>
    public static BroadcastDone? Refuse(Broadcast message)
    {
        var refusal = message.Question.Trim() switch
        {
            "" => new Messages.Sessions.Refusal(
                "broadcast.empty",
                "A broadcast needs a question; nobody was asked. Say for example: /broadcast what would you "
                    + "change first?"
            ),
            { Length: > AskPersona.QuestionMax } long_ => new(
                "broadcast.long",
                $"The question has {long_.Length} characters and may have {AskPersona.QuestionMax}; nobody was asked."
            ),
            _ => null,
        };
        return refusal is null ? null : new(refusal.Message, 0, [], []) { Refusal = refusal };
    }
}
