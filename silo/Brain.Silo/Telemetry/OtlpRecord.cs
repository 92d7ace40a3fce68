namespace Brain.Silo.Telemetry;

/// <summary>One log record of an export, as far as anybody here asks. Numbers and truths are texts.</summary>
/// <param name="Name">The event's name: its own, or else its body.</param>
/// <param name="At">When it happened; null when it does not say.</param>
/// <param name="Attributes">By name; lists and maps are left out.</param>
internal sealed record OtlpRecord(string? Name, DateTimeOffset? At, IReadOnlyDictionary<string, string> Attributes)
{
    /// <summary>The service that tells of it.</summary>
    public string? Service { get; init; }

    /// <summary>Why it can't be read; null when it can.</summary>
    public string? Fault { get; init; }

    /// <summary>An attribute; null when it is not there, or empty.</summary>
    public string? this[string name] => Attributes.TryGetValue(name, out var text) && text.Length > 0 ? text : null;

    /// <summary>One that can't be read.</summary>
    public static OtlpRecord Unreadable(string why) =>
        new(null, null, new Dictionary<string, string>(StringComparer.Ordinal)) { Fault = why };

    /// <summary>A moment from its nanoseconds since 1970; null for none.</summary>
    public static DateTimeOffset? Time(ulong nanos) =>
        nanos is 0 or > (ulong)long.MaxValue ? null : DateTimeOffset.UnixEpoch.AddTicks((long)(nanos / 100));
}
