namespace Brain.Messages.Sessions;

/// <summary>Which hooks an agent's telemetry said are registered, in the newest session of which it told.</summary>
public sealed record HooksTold
{
    /// <summary>Which session; null when none that hooks told of.</summary>
    public Guid? Session { get; init; }

    /// <summary>When it told of that session last.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The events that have a hook, by the agent's names; whose hook it is nobody says.</summary>
    public string[] Events
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>Sessions that it told of and no hook ever did.</summary>
    public long Strangers { get; init; }

    /// <summary>When it told of the newest of those first.</summary>
    public DateTimeOffset? StrangeAt { get; init; }
}
