using Brain.Grains.Abstractions.Review;
using Brain.Messages.Commands;
using Brain.Silo.Commands;

namespace Brain.Silo.Review;

/// <summary>Has the Auditor close a session.</summary>
internal sealed class DoneCommands(IGrainFactory grains) : ICommandHandler
{
    /// <inheritdoc/>
    public IReadOnlyCollection<CommandKind> Kinds { get; } = [CommandKind.Done];

    /// <inheritdoc/>
    public Func<CancellationToken, Task<CommandResult>> Read(CommandRequest request) =>
        request.Session is { } session
            ? async _ =>
                CommandResult.Of(await grains.GetGrain<IAuditorGrain>(session.Value).Close(request.Caller))
            : _ => Task.FromResult(CommandOrigin.NoSession(CommandKind.Done));
}
