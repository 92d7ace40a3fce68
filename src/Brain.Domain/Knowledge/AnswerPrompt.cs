using Brain.Domain.Personas;
using Brain.Messages.Personas;

namespace Brain.Domain.Knowledge;

/// <summary>What becomes of a model's words, and of rows without a model.</summary>
public static class AnswerPrompt
{
    /// <summary>The model's answer, with the rows that it cited; or its fault, and then nothing else.</summary>
    public static PersonaAnswer AnswerOf(this Persona persona, ModelAnswer answer, IReadOnlyCollection<Evidence> known) =>
        answer.Fault is { } fault
            ? new($"{persona.Handle} did not answer: {fault}", [], AnswerOutcome.Failed)
            : new(
                PersonaPrompt.ToText(persona, answer.Text, known),
                PersonaPrompt.Cited(answer.Text, known),
                AnswerOutcome.Answered
            )
            {
                TokensIn = answer.TokensIn,
                TokensOut = answer.TokensOut,
            };

    /// <summary>What is said without a model: the rows, or a pack from which the host agent answers.</summary>
    public static PersonaAnswer AnswerFrom(
        this Persona persona,
        IReadOnlyCollection<Evidence> known,
        AskPersona asked,
        string? skill,
        PersonaMemory memory,
        bool byHost
    )
    {
        string[] cited = [.. known.Select(row => row.Cite)];
        return byHost && asked.HasHost
            ? new(PersonaPrompt.Evidence(persona, known), cited, AnswerOutcome.Context)
            {
                Context = PersonaPrompt.Pack(persona, skill, memory, known, asked.Question),
            }
            : new(PersonaPrompt.Evidence(persona, known), cited, AnswerOutcome.Evidence);
    }

    /// <summary>The model's reply as one of many.</summary>
    public static PersonaAnswer ReplyOf(this Persona persona, ModelAnswer answer, IReadOnlyCollection<string> known) =>
        answer.Fault is { } fault
            ? new(fault, [], AnswerOutcome.Failed)
            : new(answer.Text.Trim(), Named(answer.Text, known), AnswerOutcome.Answered)
            {
                TokensIn = answer.TokensIn,
                TokensOut = answer.TokensOut,
            };

    /// <summary>The reply without a model: the rows.</summary>
    public static PersonaAnswer ReplyFrom(IReadOnlyCollection<string> known) =>
        known.Count == 0
            ? new("the brain has nothing about this, and no chat model is configured.", [], AnswerOutcome.Evidence)
            : new(string.Join('\n', known), [.. known.Select(Name)], AnswerOutcome.Evidence);

    /// <summary>What the answer leaves.</summary>
    public static KeptAnswer Kept(this Persona persona, AskPersona asked, PersonaAnswer answer) =>
        new(
            persona.Id,
            asked.Session?.Value,
            asked.Project,
            PersonaPrompt.Learning(persona, asked.Question, answer.Text),
            "answer",
            answer.Cited
        );

    private static string[] Named(string text, IReadOnlyCollection<string> known) =>
        [
            .. known
                .Select(Name)
                .Where(name => name.Length > 0 && text.Contains(name, StringComparison.OrdinalIgnoreCase)),
        ];

    // A known row begins with its name in brackets, perhaps with what it weighs.
    private static string Name(string row)
    {
        var end = row.AsSpan().IndexOfAny("]·");
        return row.StartsWith('[') && end > 1 ? row[1..end].TrimEnd() : "";
    }
}
