using Brain.Domain.Personas;
using Brain.Grains.Abstractions.Personas;
using Brain.Messages.Commands;
using Brain.Messages.Personas;
using Brain.Messages.Sessions;
using Brain.Postgres.Personas;
using Brain.Silo.Caches;
using Brain.Silo.Commands;

namespace Brain.Silo.Personas;

/// <summary>Hands what a person said of a persona to that persona's grain.</summary>
internal sealed class PersonaCommands(
    IGrainFactory grains,
    PersonaCache known,
    PersonaStore store,
    PersonaReports reports,
    RateCommands ratings
) : TypedCommandHandler<PersonaCommand>(CommandKind.Persona)
{
    /// <inheritdoc/>
    protected override (PersonaCommand? Command, Refusal? Refusal) Parse(CommandKind kind, string args)
    {
        var asked = PersonaCommand.Parse(args);
        return (asked.Command, asked.Refusal);
    }

    /// <inheritdoc/>
    protected override async Task<CommandResult> Run(PersonaCommand command, CommandOrigin origin)
    {
        if (command.Verb == PersonaAct.List)
            return new(reports.All().ToText());
        if (command.Verb == PersonaAct.Create)
        {
            var made = new CreatePersona(command.Name, command.Emoji, command.Job)
            {
                Session = origin.Session,
                Source = origin.Caller.Source,
            };
            return CommandResult.Of(await grains.GetGrain<IPersonaGrain>(Guid.NewGuid()).Create(made));
        }

        return known.Find(command.Name) is { } persona
            ? await Run(persona, command, origin)
            : CommandResult.Of(PersonaText.Unknown(command.Name, known.All));
    }

    private async Task<CommandResult> Run(Persona persona, PersonaCommand command, CommandOrigin origin) =>
        command.Verb switch
        {
            PersonaAct.Show => new((await reports.CheckIn(persona)).ToText()),
            PersonaAct.Rename => CommandResult.Of(await Grain(persona).Rename(new(command.NewName))),
            PersonaAct.Deactivate => CommandResult.Of(await Grain(persona).Move(new(PersonaStatus.Inactive))),
            PersonaAct.Archive => CommandResult.Of(await Grain(persona).Move(new(PersonaStatus.Archived))),
            PersonaAct.Unmute => CommandResult.Of(await Grain(persona).Unmute()),
            PersonaAct.Test => new(
                RuleTrial.ToText(
                    persona,
                    PersonaCache.SkillNow(persona),
                    await store.LastTurns(origin.Session?.Value, origin.Project, CancellationToken.None)
                )
            ),
            PersonaAct.Rate => await ratings.Rate(persona, command.Rating, null, origin),
            _ => CommandResult.Of(await Grain(persona).Move(new(PersonaStatus.Active))),
        };

    private IPersonaGrain Grain(Persona persona) => grains.GetGrain<IPersonaGrain>(persona.Id);
}
