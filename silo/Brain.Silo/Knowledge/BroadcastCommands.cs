using Brain.Domain.Knowledge;
using Brain.Grains.Abstractions.Knowledge;
using Brain.Messages.Commands;
using Brain.Messages.Sessions;
using Brain.Silo.Commands;

namespace Brain.Silo.Knowledge;

/// <summary>Asks every active persona; the prompt names the broadcast, so it is one however often it is said.</summary>
internal sealed class BroadcastCommands(IGrainFactory grains)
    : TypedCommandHandler<BroadcastCommand>(CommandKind.Broadcast)
{
    /// <inheritdoc/>
    protected override (BroadcastCommand? Command, Refusal? Refusal) Parse(CommandKind kind, string args) =>
        (new(args), null);

    /// <inheritdoc/>
    protected override async Task<CommandResult> Run(BroadcastCommand command, CommandOrigin origin)
    {
        var done = await grains
            .GetGrain<IBroadcastGrain>(origin.Prompt)
            .Ask(
                new(command.Question)
                {
                    Session = origin.Session,
                    Project = origin.Project,
                    Source = origin.Caller.Source,
                }
            );
        // The block names who was late and who failed; with nobody's answer in it nothing was done.
        return done is { Refusal: null, Answered: 0 }
            ? CommandResult.Refused("broadcast.no-answer", done.Text)
            : new(done.Text, done.Refusal);
    }
}
