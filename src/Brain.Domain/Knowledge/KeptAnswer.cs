namespace Brain.Domain.Knowledge;

/// <summary>What an answer taught. Stored as <c>v2.learnings</c>.</summary>
/// <param name="Persona">Who answered.</param>
/// <param name="Session">In which session, or null.</param>
/// <param name="Project">The project's folder, or null.</param>
/// <param name="Text">What.</param>
/// <param name="Kind">answer, parked and the like.</param>
/// <param name="Cited">The rows it rests on.</param>
public sealed record KeptAnswer(
    Guid Persona,
    Guid? Session,
    string? Project,
    string Text,
    string Kind,
    IReadOnlyCollection<string> Cited
);
