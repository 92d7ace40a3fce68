using System.Collections.Immutable;
using System.Text;
using Brain.Domain.Personas;
using Brain.Domain.Text;
using Brain.Messages.Text;

namespace Brain.Domain.Knowledge;

/// <summary>How a persona is asked: what a model is told, and what is said when there is none.</summary>
public static class PersonaPrompt
{
    /// <summary>The most characters of a SKILL.md that a model is told.</summary>
    public const int SkillMax = 12_000;

    /// <summary>Rows of each kind that an answer may use.</summary>
    public const int EvidenceMax = 6;

    private const int LearningMax = 1_000;
    private const int LineMax = 1_000;
    private const int NameMax = 80;
    // A row with what it weighs.
    private const int RowMax = Knowledge.Evidence.TextMax + 200;

    /// <summary>What the model is told of itself and of what the brain knows.</summary>
    public static string System(Persona persona, string? skill, PersonaMemory memory, IReadOnlyCollection<string> known)
    {
        var text = new StringBuilder()
            .Append("You are ")
            .Append(DataMark.Inline(persona.Name, NameMax))
            .Append(", a persona of Brain.Actors. ")
            .Append(
                "Answer briefly and only from what you are told here and what is common knowledge. Cite the rows "
                    + "you use exactly as they are "
            )
            .Append("named, in brackets, such as [learning 1a2b3c4d]. If the rows do not tell, say so.\n");
        if (skill is { Length: > 0 })
            text.Append("\nYour skill, the file of the person whose persona you are; it says how you answer:\n")
                .Append(DataMark.Verbatim(Redaction.Cut(skill, SkillMax)))
                .Append('\n');
        text.Append("\nFrom here on: ")
            .Append(DataMark.Sentence)
            .Append('\n')
            .Append(DataMark.Line("person", "Your job", persona.Job, LineMax))
            .Append('\n');
        if (memory.Exchanges.Count > 0)
            text.Append("What you were asked before:\n")
                .AppendJoin(
                    '\n',
                    memory.Exchanges.Select(one =>
                        DataMark.Of("asked before", $"{one.Question} → {one.Answer}", LineMax)
                    )
                )
                .Append('\n');
        text.Append(
                known.Count > 0 ? "Rows of the brain, each with its name:\n" : "The brain has no rows about this.\n"
            )
            .AppendJoin('\n', known.Select(row => DataMark.Line(row, RowMax)));
        return text.ToString();
    }

    /// <summary>The rows that an answer named, in the order they were found.</summary>
    public static string[] Cited(string answer, IEnumerable<Evidence> known) =>
        [.. known.Where(row => answer.Contains(row.Cite, StringComparison.OrdinalIgnoreCase)).Select(row => row.Cite)];

    /// <summary>The answer as a person reads it, with its sources written out.</summary>
    public static string ToText(Persona persona, string answer, IEnumerable<Evidence> known)
    {
        var sources = known
            .Where(row => answer.Contains(row.Cite, StringComparison.OrdinalIgnoreCase))
            .Select(row => row.ToText())
            .ToArray();
        var head = $"{persona.Handle} ({persona.Job}): {answer.Trim()}";
        return sources.Length == 0
            ? $"{head}\n(no row of the brain was cited)"
            : $"{head}\n{string.Join('\n', sources)}";
    }

    /// <summary>What is said when no model is configured: the rows themselves.</summary>
    public static string Evidence(Persona persona, IReadOnlyCollection<Evidence> known) =>
        known.Count == 0
            ? $"{persona.Handle} ({persona.Job}): the brain has nothing about this yet, and no chat model is "
                + "configured to answer without it (brain.json, \"chat\")."
            : $"{persona.Handle} ({persona.Job}): what the brain has about this:\n"
                + string.Join('\n', known.Select(row => row.ToText()));

    /// <summary>What the host agent gets, so that it answers in the persona's place.</summary>
    public static string Pack(
        Persona persona,
        string? skill,
        PersonaMemory memory,
        IReadOnlyCollection<Evidence> known,
        string question
    ) =>
        $"The person asks the persona {DataMark.Inline(persona.Handle, NameMax)} "
        + $"this:\n{DataMark.Verbatim(question)}\nAnswer in its place, in the first person, beginning with its "
        + "name "
        + "and a colon. "
        + System(persona, skill, memory, [.. known.Select(row => row.ToText())]);

    /// <summary>An answer as it is kept.</summary>
    public static string Learning(Persona persona, string question, string answer) =>
        Redaction.Clean(
            $"{persona.Name} was asked: {WhiteSpace.Collapse(question)} · answered: {WhiteSpace.Collapse(answer)}",
            LearningMax
        )!;
}

/// <summary>What a persona remembers of being asked. Stored as grain state, in this shape: add, never rename.</summary>
public sealed record PersonaMemory
{
    /// <summary>Exchanges that are remembered.</summary>
    public const int ExchangesMax = 12;

    private const int TextMax = 400;

    /// <summary>The newest, oldest first.</summary>
    public ImmutableList<Exchange> Exchanges { get; init; } = [];

    /// <summary>The memory with one more exchange.</summary>
    public PersonaMemory After(string question, string answer, DateTimeOffset now) =>
        this with
        {
            Exchanges =
            [
                .. Exchanges.TakeLast(ExchangesMax - 1),
                new(Redaction.Clean(question, TextMax)!, Redaction.Clean(answer, TextMax)!, now),
            ],
        };
}

/// <summary>A question and its answer, redacted and cut.</summary>
/// <param name="Question">What was asked.</param>
/// <param name="Answer">What was answered.</param>
/// <param name="At">When.</param>
public sealed record Exchange(string Question, string Answer, DateTimeOffset At);
