using Brain.Domain.Personas;
using Brain.Messages.Commands;
using Brain.Messages.Sessions;
using Brain.Silo.Caches;
using Brain.Silo.Commands;

namespace Brain.Silo.Personas;

/// <summary>Tells how a persona is doing, with what every capability knows to be open with it.</summary>
internal sealed class CheckInCommands(PersonaCache known, PersonaReports reports, IEnumerable<IOpenItems> open)
    : TypedCommandHandler<CheckInCommand>(CommandKind.CheckIn)
{
    /// <inheritdoc/>
    protected override (CheckInCommand? Command, Refusal? Refusal) Parse(CommandKind kind, string args) =>
        CheckInCommand.Parse(args, known.All);

    /// <inheritdoc/>
    protected override async Task<CommandResult> Run(CheckInCommand command, CommandOrigin origin)
    {
        var checkIn = await reports.CheckIn(command.Persona);
        var items = new List<string>();
        foreach (var one in open)
            items.AddRange(await one.Of(command.Persona, origin));
        return new((checkIn with { Open = [.. items, .. checkIn.Open] }).ToText());
    }
}
