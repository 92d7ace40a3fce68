using Brain.Messages.Personas;
using Brain.Messages.Sessions;
using Orleans.Concurrency;

namespace Brain.Grains.Abstractions.Personas;

/// <summary>One persona as an actor. It exists only when it is spoken to. Key: the persona's row.</summary>
[Alias("brain.persona")]
public interface IPersonaGrain : IGrainWithGuidKey
{
    /// <summary>Makes this persona: its row and its SKILL.md.</summary>
    [Alias("create")]
    [return: Immutable]
    Task<Receipt> Create([Immutable] CreatePersona message);

    /// <summary>Gives it another name.</summary>
    [Alias("rename")]
    [return: Immutable]
    Task<Receipt> Rename([Immutable] RenamePersona message);

    /// <summary>Makes it active, inactive or archived.</summary>
    [Alias("move")]
    [return: Immutable]
    Task<Receipt> Move([Immutable] MovePersona message);

    /// <summary>Lets it be heard again when it is muted.</summary>
    [Alias("unmute")]
    [return: Immutable]
    Task<Receipt> Unmute();

    /// <summary>Rates what it said. Nobody waits with a rating for a model to answer.</summary>
    [Alias("rate"), AlwaysInterleave]
    [return: Immutable]
    Task<Receipt> Rate([Immutable] RatePersona message);

    /// <summary>Asks it; an answer is kept. Given up, it asks its model no longer and keeps nothing.</summary>
    [Alias("ask"), ResponseTimeout("00:06:00")]
    [return: Immutable]
    Task<PersonaAnswer> Ask([Immutable] AskPersona message, CancellationToken stop = default);

    /// <summary>Asks it as one of many; what comes of it is kept by the broadcast.</summary>
    [Alias("reply"), AlwaysInterleave, ResponseTimeout("00:11:00")]
    [return: Immutable]
    Task<PersonaAnswer> Reply([Immutable] BroadcastQuestion message);
}
