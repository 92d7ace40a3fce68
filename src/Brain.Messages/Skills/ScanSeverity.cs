using System.Text.Json.Serialization;

namespace Brain.Messages.Skills;

/// <summary>How bad a finding in a skill is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ScanSeverity>))]
public enum ScanSeverity
{
    /// <summary>Something that it can do, and most may.</summary>
    [JsonStringEnumMemberName("note")]
    Note,

    /// <summary>Something that a person should have read before it is trusted.</summary>
    [JsonStringEnumMemberName("warning")]
    Warning,

    /// <summary>Something that a skill has no honest reason to do.</summary>
    [JsonStringEnumMemberName("error")]
    Error,
}
