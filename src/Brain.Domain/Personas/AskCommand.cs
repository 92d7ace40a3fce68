using Brain.Messages.Sessions;

namespace Brain.Domain.Personas;

/// <summary>What <c>/ask</c> is told.</summary>
/// <param name="Persona">Who is asked; it is active.</param>
/// <param name="Question">What.</param>
public sealed record AskCommand(Persona Persona, string Question)
{
    /// <summary>Reads what follows <c>/ask</c>.</summary>
    public static (AskCommand? Command, Refusal? Refusal) Parse(string args, IReadOnlyCollection<Persona> all) =>
        PersonaNames.Find(args, all) is not var (persona, question) ? (null, PersonaNames.Unknown(args, all))
        : PersonaText.RefuseQuestion(persona, question) is { } refusal ? (null, refusal)
        : (new(persona, question), null);
}
