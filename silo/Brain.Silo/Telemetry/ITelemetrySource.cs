using Brain.Messages.Sessions;

namespace Brain.Silo.Telemetry;

/// <summary>What an agent's log records mean; its adapter knows.</summary>
internal interface ITelemetrySource
{
    /// <summary>The agent, as rows name it.</summary>
    string Agent { get; }

    /// <summary>Whether a record is this agent's.</summary>
    bool Tells(OtlpRecord record);

    /// <summary>What one record says; null when it says nothing that anybody here asks.</summary>
    /// <exception cref="FormatException">It is an event that is asked for, and can't be read.</exception>
    TelemetryEvent? Read(OtlpRecord record);
}

/// <summary>Something that an agent's telemetry tells of a session.</summary>
/// <param name="Session">Which.</param>
/// <param name="At">When.</param>
internal sealed record TelemetryEvent(SessionId Session, DateTimeOffset At)
{
    /// <summary>What a model request used; null when it is no request.</summary>
    public UsageEntry? Usage { get; init; }

    /// <summary>What happened otherwise, as the log of it calls it; null for a request.</summary>
    public string? Action { get; init; }

    /// <summary>What makes a repeat of it the same, or null.</summary>
    public string? Key { get; init; }

    /// <summary>What is known of it.</summary>
    public IReadOnlyDictionary<string, string> Detail { get; init; } = new Dictionary<string, string>();

    /// <summary>The agent deletes what it wrote down: what is left is to be read at once.</summary>
    public bool Deletes { get; init; }
}
