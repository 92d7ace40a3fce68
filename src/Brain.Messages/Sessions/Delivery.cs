using System.Text.Json.Serialization;
using Brain.Messages.Commands;

namespace Brain.Messages.Sessions;

/// <summary>
/// How an event came here: what the carrier and the adapter say beside it, and who may be believed to speak. The agent
/// itself says none of it. The names are those that older silos write into the event itself.
/// </summary>
public sealed record Delivery
{
    /// <summary>An event that nothing is known of but what it says.</summary>
    public static readonly Delivery Plain = new();

    /// <summary>Who speaks, as the edge knows it; its source is that of every row that comes of the event.</summary>
    [JsonPropertyName("brain:caller")]
    public Caller? Caller { get; init; }

    /// <summary>
    /// The carrier was installed to fail closed. Source: the carrier (<c>Brain-Hard</c> header).
    /// </summary>
    [JsonPropertyName("brain:hard")]
    public bool Hard { get; init; }

    /// <summary>
    /// The start of a fork: the session it was copied from. Source: the carrier (<c>Brain-Parent</c> header).
    /// </summary>
    [JsonPropertyName("brain:parent")]
    public SessionId? ParentSessionId { get; init; }

    /// <summary>
    /// A session's start and end, and its prompts: the agent's process. Source: the carrier (<c>Brain-Process</c>
    /// header).
    /// </summary>
    [JsonPropertyName("brain:process")]
    public int? Process { get; init; }

    /// <summary>
    /// Of whose processes that number is one: the machine's, and the container's, on which the agent runs. Source: the
    /// silo that took the event.
    /// </summary>
    [JsonPropertyName("brain:machine")]
    public string? Machine { get; init; }

    /// <summary>
    /// The folder that the agent was started in, wherever it has gone meanwhile. Source: the carrier
    /// (<c>Brain-Folder</c> header).
    /// </summary>
    [JsonPropertyName("brain:folder")]
    public string? Folder { get; init; }

    /// <summary>
    /// Which project that folder, or else the event's, is of. Source: the carrier (<c>Brain-Repository</c> header), or
    /// the silo, which looks.
    /// </summary>
    [JsonPropertyName("brain:project_key")]
    public string? ProjectKey { get; init; }

    /// <summary>
    /// Which delivery: the same however often it is tried. Source: the carrier (<c>Brain-Event-Id</c> header).
    /// </summary>
    [JsonPropertyName("brain:event")]
    public Guid? EventId { get; init; }

    /// <summary>
    /// Until when its caller waits; null when nobody knows. What is not decided by then is not written: the caller has
    /// refused or spooled it. Source: the carrier (<c>Brain-Until</c> header).
    /// </summary>
    [JsonPropertyName("brain:until")]
    public DateTimeOffset? Until { get; init; }

    /// <summary>
    /// When it happened, on an event that waited in the spool: it is history, which nothing can refuse any more. Null
    /// when it happens now. Source: the carrier (<c>Brain-Event-At</c> header).
    /// </summary>
    [JsonPropertyName("brain:at")]
    public DateTimeOffset? At { get; init; }

    /// <summary>
    /// A session's start: what is at the end of the project's HANDOFF.md and is not of this brain. Source: the carrier
    /// (<c>Brain-Handoff</c> header).
    /// </summary>
    [JsonPropertyName("brain:handoff")]
    public string? HandOff { get; init; }

    /// <summary>
    /// A session's start: what is there and was written by this brain for this project. Source: the adapter, which
    /// checks it.
    /// </summary>
    [JsonPropertyName("brain:handoff_own")]
    public string? OwnHandOff { get; init; }

    /// <summary>
    /// Changed settings: what the change does to the brain's own hooks. Source: the adapter, which reads the file.
    /// </summary>
    [JsonPropertyName("brain:hooks")]
    public HooksState? Hooks { get; init; }

    /// <summary>
    /// Changed settings, a session's start, a prompt: which settings weaken the brain's hooks, in words that hold
    /// nothing of a stranger's; null when none do. Source: the adapter, which reads the files.
    /// </summary>
    [JsonPropertyName("brain:weak")]
    public string? Weak { get; init; }

    /// <summary>Changed settings: which of them switches every hook off, by the agent's own name.</summary>
    [JsonPropertyName("brain:off_switch")]
    public string? OffSwitch { get; init; }

    /// <summary>
    /// No hook of the agent can have the person asked about a call: what would be asked is refused. Source: the
    /// adapter.
    /// </summary>
    [JsonPropertyName("brain:cannot_ask")]
    public bool CannotAsk { get; init; }

    /// <summary>
    /// A session's start: what the agent can't do for the brain, as sentences; null when it can do all. Source: the
    /// adapter.
    /// </summary>
    [JsonPropertyName("brain:limits")]
    public string? Limits { get; init; }

    /// <summary>
    /// The agent shows nothing that is said at a session's start: it is kept for the first answer that the person sees.
    /// Source: the adapter.
    /// </summary>
    [JsonPropertyName("brain:start_unseen")]
    public bool StartIsUnseen { get; init; }

    /// <summary>What the brain's commands begin with there; null for a slash. Source: the adapter.</summary>
    [JsonPropertyName("brain:prefix")]
    public string? Prefix { get; init; }
}

/// <summary>What a changed settings file does to the brain's hooks.</summary>
public enum HooksState
{
    /// <summary>Nothing: they are all there and on.</summary>
    Intact,

    /// <summary>At least one is gone from a file they were installed in.</summary>
    Removed,

    /// <summary>The file switches every hook off.</summary>
    Disabled,

    /// <summary>They are there, and what the file says weakens them: <see cref="Delivery.Weak"/> says how.</summary>
    Weakened,
}
