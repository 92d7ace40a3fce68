using Brain.Messages.Sessions;

namespace Brain.Domain.Personas;

/// <summary>What <c>/checkin</c> is told.</summary>
/// <param name="Persona">Who is looked at.</param>
public sealed record CheckInCommand(Persona Persona)
{
    /// <summary>Reads what follows <c>/checkin</c>; words behind the name are left alone.</summary>
    public static (CheckInCommand? Command, Refusal? Refusal) Parse(string args, IReadOnlyCollection<Persona> all) =>
        PersonaNames.Find(args, all) is var (persona, _)
            ? (new(persona), null)
            : (null, PersonaNames.Unknown(args, all));
}
