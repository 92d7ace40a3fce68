using System.Text.Json.Serialization;

namespace Brain.Messages.Sessions;

/// <summary>What the agent may do in a session; the mode table says it tool by tool.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Mode>))]
public enum Mode
{
    /// <summary>It does the work: no rule of the brain stands in the way. The mode of a new session.</summary>
    [JsonStringEnumMemberName("execution")]
    Execution,

    /// <summary>It talks and reads: file-writing tools are denied, shell commands asked unless read-only.</summary>
    [JsonStringEnumMemberName("sparring")]
    Sparring,

    /// <summary>It reads and runs: edits are asked.</summary>
    [JsonStringEnumMemberName("debug")]
    Debug,
}
