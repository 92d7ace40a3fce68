using Brain.Grains.Abstractions.Personas;
using Brain.Messages.Commands;
using Brain.Silo.Commands;

namespace Brain.Silo.Personas;

/// <summary>Asks every active persona; the prompt names the broadcast, so it is one however often it is said.</summary>
internal sealed class BroadcastCommands(IGrainFactory grains) : ICommandHandler
{
    /// <inheritdoc/>
    public IReadOnlyCollection<CommandKind> Kinds { get; } = [CommandKind.Broadcast];

    /// <inheritdoc/>
    public async Task<CommandResult> Run(CommandRequest request)
    {
        var done = await grains
            .GetGrain<IBroadcastGrain>(request.Prompt ?? Guid.NewGuid())
            .Ask(
                new(request.Args)
                {
                    Session = request.Session,
                    Project = request.Project,
                    Source = request.Caller.Source,
                }
            );
        return new(done.Text, done.Refusal);
    }
}
