using Brain.Domain.Personas;

namespace Brain.Silo.Commands;

/// <summary>
/// What waits with a persona beyond what it said; each capability tells of its own. Registered, it is found by a
/// check-in.
/// </summary>
internal interface IOpenItems
{
    /// <summary>The most lines that one tells.</summary>
    const int LinesMax = 10;

    /// <summary>Lines of it, newest first; none for a persona that it knows nothing of.</summary>
    Task<string[]> Of(Persona persona, CommandOrigin origin);
}
