using System.Text.Json.Serialization;
using Brain.Messages.Sessions;

namespace Brain.Messages.Commands;

// Kept with what people change, as metadata -> 'caller' of v2.audit_log. Add, never rename.

/// <summary>
/// Who speaks. Made at the edge from what was authenticated there (the kernel's word for a socket's peer, a token, the
/// session of a hook), never read from a body.
/// </summary>
/// <param name="Source">
/// The agent or door that it came by, as rows keep it: <c>manual</c>, an agent's name, <c>bot:NAME</c>.
/// </param>
public sealed record Caller([property: JsonRequired] string Source)
{
    /// <summary>The source of what a person says at no agent's prompt.</summary>
    public const string ManualSource = "manual";

    /// <summary>Somebody of whom nothing else is known than that no agent's door was used.</summary>
    public static readonly Caller Unknown = new(ManualSource);

    /// <summary>The user of the machine, by the kernel's number; null where it can't be known.</summary>
    public string? User { get; init; }

    /// <summary>The machine.</summary>
    public string? Device { get; init; }

    /// <summary>Which agent's process spoke; null when a person did, at an agent's prompt or elsewhere.</summary>
    public string? Agent { get; init; }

    /// <summary>A person spoke, as far as anybody can tell: neither an agent nor one of the brain's own.</summary>
    [JsonIgnore]
    public bool IsPerson => Agent is null && !Source.StartsWith("bot:", StringComparison.Ordinal);

    /// <summary>The session that it spoke from, or null.</summary>
    public SessionId? Session { get; init; }

    /// <summary>One of the brain's own, such as a persona.</summary>
    public static Caller Bot(string name) => new($"bot:{name}");
}
