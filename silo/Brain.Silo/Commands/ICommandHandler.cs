using Brain.Messages.Commands;

namespace Brain.Silo.Commands;

/// <summary>Does what a person asked for by some verbs. Registered, it is found by the dispatcher.</summary>
internal interface ICommandHandler
{
    /// <summary>The verbs that it does, and nobody else.</summary>
    IReadOnlyCollection<CommandKind> Kinds { get; }

    /// <summary>It may be asked again when a silo went away while it was done.</summary>
    bool IsRepeatable => true;

    /// <summary>Reads what was typed, once; nothing behind this knows a text of a command.</summary>
    /// <returns>
    /// Does what was read, or says why it can't be read. What only answers is given up with its token; what changes
    /// the brain is done to its end.
    /// </returns>
    Func<CancellationToken, Task<CommandResult>> Read(CommandRequest request);
}
