using Brain.Domain.Personas;
using Brain.Grains.Abstractions.Personas;
using Brain.Messages.Commands;
using Brain.Messages.Personas;
using Brain.Messages.Sessions;
using Brain.Silo.Caches;
using Brain.Silo.Commands;

namespace Brain.Silo.Personas;

/// <summary>Asks one persona.</summary>
internal sealed class AskCommands(IGrainFactory grains, PersonaCache known)
    : TypedCommandHandler<AskCommand>(CommandKind.Ask)
{
    /// <inheritdoc/>
    protected override (AskCommand? Command, Refusal? Refusal) Parse(CommandKind kind, string args) =>
        AskCommand.Parse(args, known.All);

    /// <inheritdoc/>
    protected override Task<CommandResult> Run(AskCommand command, CommandOrigin origin) =>
        Run(command, origin, CancellationToken.None);

    /// <inheritdoc/>
    protected override async Task<CommandResult> Run(AskCommand command, CommandOrigin origin, CancellationToken stop)
    {
        var answer = await grains
            .GetGrain<IPersonaGrain>(command.Persona.Id)
            .Ask(
                new(command.Question)
                {
                    Session = origin.Session,
                    Project = origin.Project,
                    HasHost = origin.HasHost,
                },
                stop
            );
        return answer.Outcome == AnswerOutcome.Failed
            ? CommandResult.Refused("persona.no-answer", answer.Text)
            : new(answer.Text, null, answer.Context);
    }
}
