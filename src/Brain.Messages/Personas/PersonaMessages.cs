using System.Text.Json.Serialization;
using Brain.Messages.Commands;
using Brain.Messages.Sessions;

namespace Brain.Messages.Personas;

/// <summary>Makes a persona. What the name, emoji and job may be: <c>Creating.Check</c>.</summary>
/// <param name="Name">2 to 40 characters, unique without regard to case.</param>
/// <param name="Emoji">One emoji.</param>
/// <param name="Job">What it is for, on one line, at most 200 characters.</param>
public sealed record CreatePersona(
    [property: JsonRequired] string Name,
    [property: JsonRequired] string Emoji,
    [property: JsonRequired] string Job
)
{
    /// <summary>In which session it was said, or null.</summary>
    public SessionId? Session { get; init; }

    /// <summary>The agent or door that it came by, as rows keep it.</summary>
    public string Source { get; init; } = Caller.ManualSource;
}

/// <summary>Gives a persona another name. Its SKILL.md stays where it is.</summary>
/// <param name="Name">2 to 40 characters, unique without regard to case.</param>
public sealed record RenamePersona([property: JsonRequired] string Name);

/// <summary>Makes a persona active, inactive or archived.</summary>
/// <param name="Status">active, inactive or archived.</param>
public sealed record MovePersona([property: JsonRequired] PersonaStatus Status);

/// <summary>Where a persona is in its life.</summary>
public enum PersonaStatus
{
    /// <summary>It watches, comments and answers.</summary>
    Active,

    /// <summary>It keeps still and comes back when told to.</summary>
    Inactive,

    /// <summary>It is out of the lists and comes back when told to.</summary>
    Archived,
}

/// <summary>Says what a persona's comment was worth.</summary>
/// <param name="Rating">useful, noise or wrong.</param>
public sealed record RatePersona([property: JsonRequired] string Rating)
{
    /// <summary>In which session, or null for the one in the project where the persona spoke last.</summary>
    public SessionId? Session { get; init; }

    /// <summary>On which turn, or null for the persona's newest comment of the session.</summary>
    public int? Turn { get; init; }

    /// <summary>The project's folder, or null for any.</summary>
    public string? Project { get; init; }

    /// <summary>An agent says so: its rating never replaces the person's own.</summary>
    public bool ByAgent { get; init; }

    /// <summary>The agent or door that it came by, as rows keep it.</summary>
    public string Source { get; init; } = Caller.ManualSource;
}

/// <summary>Asks a persona a question.</summary>
/// <param name="Question">1 to <see cref="QuestionMax"/> characters.</param>
public sealed record AskPersona([property: JsonRequired] string Question)
{
    /// <summary>The most characters of a question.</summary>
    public const int QuestionMax = 8_000;

    /// <summary>In which session it is asked, or null.</summary>
    public SessionId? Session { get; init; }

    /// <summary>The project's folder, or null for every project.</summary>
    public string? Project { get; init; }

    /// <summary>An agent sits behind the door that can answer from a context pack.</summary>
    public bool HasHost { get; init; }
}

/// <summary>What a persona answered.</summary>
/// <param name="Text">The answer, or the evidence, or why there is none.</param>
/// <param name="Cited">The rows it used, as <c>learning 1a2b3c4d</c> and the like.</param>
/// <param name="Outcome">What came of the question.</param>
public sealed record PersonaAnswer(string Text, string[] Cited, AnswerOutcome Outcome)
{
    /// <summary>What the host agent shall answer from, when the outcome is context.</summary>
    public string? Context { get; init; }

    /// <summary>Tokens that the question cost.</summary>
    public int TokensIn { get; init; }

    /// <summary>Tokens that the answer cost.</summary>
    public int TokensOut { get; init; }
}
