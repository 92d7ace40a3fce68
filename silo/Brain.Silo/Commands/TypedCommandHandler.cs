using Brain.Messages.Commands;
using Brain.Messages.Sessions;

namespace Brain.Silo.Commands;

/// <summary>Does verbs whose words are read as one type.</summary>
/// <typeparam name="TCommand">What was meant.</typeparam>
/// <param name="kinds">The verbs.</param>
internal abstract class TypedCommandHandler<TCommand>(params CommandKind[] kinds) : ICommandHandler
    where TCommand : class
{
    /// <inheritdoc/>
    public IReadOnlyCollection<CommandKind> Kinds => kinds;

    /// <inheritdoc/>
    public virtual bool IsRepeatable => true;

    /// <inheritdoc/>
    public virtual Func<CancellationToken, Task<CommandResult>> Read(CommandRequest request)
    {
        var (command, refusal) = Parse(request.Command!.Value, request.Args);
        return command is null
            ? _ => Task.FromResult(CommandResult.Of(refusal!))
            : stop => Run(command, CommandOrigin.Of(request), stop);
    }

    /// <summary>Reads what follows a verb; one of the two is null.</summary>
    protected abstract (TCommand? Command, Refusal? Refusal) Parse(CommandKind kind, string args);

    /// <summary>Does it, and gives it up when nobody waits any more and nothing is changed by it.</summary>
    protected virtual Task<CommandResult> Run(TCommand command, CommandOrigin origin, CancellationToken stop) =>
        Run(command, origin);

    /// <summary>Does it.</summary>
    protected abstract Task<CommandResult> Run(TCommand command, CommandOrigin origin);
}
