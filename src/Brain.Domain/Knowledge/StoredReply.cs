using Brain.Messages.Personas;

namespace Brain.Domain.Knowledge;

/// <summary>One persona's reply as it is stored.</summary>
/// <param name="PersonaId">Whose.</param>
/// <param name="Status">What came of it.</param>
/// <param name="Reply">What it said, or why it said nothing.</param>
/// <param name="Cited">The rows it used.</param>
/// <param name="TokensIn">Tokens of the question.</param>
/// <param name="TokensOut">Tokens of the answer.</param>
/// <param name="Learning">What it taught, or null.</param>
public sealed record StoredReply(
    Guid PersonaId,
    AnswerOutcome Status,
    string Reply,
    string[] Cited,
    int TokensIn,
    int TokensOut,
    string? Learning
);
