namespace Brain.Domain.Tools;

/// <summary>
/// How far a tool call got. A later event may raise it and never lowers it; the order here is that order.
/// </summary>
public enum ToolStatus
{
    /// <summary>Asked for.</summary>
    Started,

    /// <summary>Its turn was cut off.</summary>
    Interrupted,

    /// <summary>Refused, by the brain, the person or another rule, or unknown to the agent.</summary>
    Denied,

    /// <summary>It ran and failed.</summary>
    Errored,

    /// <summary>It ran.</summary>
    Ok,
}
