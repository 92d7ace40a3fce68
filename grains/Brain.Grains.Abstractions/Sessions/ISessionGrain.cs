using Brain.Messages.Commands;
using Brain.Messages.Import;
using Brain.Messages.Sessions;

namespace Brain.Grains.Abstractions.Sessions;

/// <summary>
/// One agent session as an actor: one message at a time, each committed before it is answered. Key: the session's id.
/// Who speaks is told beside the message; an older silo tells nothing of it.
/// </summary>
[Alias("brain.session")]
public interface ISessionGrain : IGrainWithGuidKey
{
    /// <summary>Decides about what a hook says.</summary>
    [Alias("hear")]
    [return: Immutable]
    Task<SessionAnswer> Hear([Immutable] HookEvent hookEvent, [Immutable] Delivery? delivery = null);

    /// <summary>Decides whether a model request may be made.</summary>
    [Alias("step")]
    [return: Immutable]
    Task<ModelRequestAnswer> Ask([Immutable] AskModelRequest asked, [Immutable] Caller? by = null);

    /// <summary>Counts model requests that were made.</summary>
    [Alias("steps-done")]
    [return: Immutable]
    Task<ModelRequestAnswer> Count([Immutable] CountModelRequests done, [Immutable] Caller? by = null);

    /// <summary>Counts what the session's transcript says was used.</summary>
    [Alias("count")]
    Task Count([Immutable] UsageFound found);

    /// <summary>Looks again at the turn that ended last, now that it is known what its words mean.</summary>
    [Alias("weighed")]
    Task Look([Immutable] TurnWeighed message);

    /// <summary>Declares what the session is for.</summary>
    [Alias("purpose")]
    [return: Immutable]
    Task<Receipt> Declare([Immutable] DeclarePurpose message, [Immutable] Caller? by = null);

    /// <summary>Changes what the agent may do.</summary>
    [Alias("mode")]
    [return: Immutable]
    Task<Receipt> Change([Immutable] ChangeMode message, [Immutable] Caller? by = null);

    /// <summary>Sets the most tokens the session may use.</summary>
    [Alias("budget")]
    [return: Immutable]
    Task<Receipt> Limit([Immutable] SetBudget message, [Immutable] Caller? by = null);

    /// <summary>Switches what the session is told by itself of other sessions, or tells how that stands.</summary>
    [Alias("hints")]
    [return: Immutable]
    Task<Receipt> Switch([Immutable] SwitchHints message, [Immutable] Caller? by = null);

    /// <summary>Ends it at the person's word; what it says next brings it back.</summary>
    [Alias("close")]
    [return: Immutable]
    Task<Receipt> Close([Immutable] CloseSession message, [Immutable] Caller? by = null);

    /// <summary>Gives it up when nothing was heard of it; what it says next brings it back.</summary>
    [Alias("abandon")]
    [return: Immutable]
    Task<Receipt> Abandon([Immutable] AbandonSession message, [Immutable] Caller? by = null);

    /// <summary>
    /// Writes what an agent's own files tell of it, while no event of it is decided about.
    /// </summary>
    [Alias("import")]
    [return: Immutable]
    Task<ImportCounts> Import([Immutable] ImportRows rows);

    /// <summary>
    /// Its rows were changed by somebody else: what is in memory is forgotten, and the next message reads them.
    /// </summary>
    [Alias("forget")]
    Task Forget();
}
