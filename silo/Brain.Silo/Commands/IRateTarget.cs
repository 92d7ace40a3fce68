using Brain.Messages.Commands;

namespace Brain.Silo.Commands;

/// <summary>Something else than a persona's comment that <c>/rate</c> may be about.</summary>
internal interface IRateTarget
{
    /// <summary>Reads what was typed; null when it is about something else.</summary>
    Func<Task<CommandResult>>? ReadRating(CommandRequest request);
}
