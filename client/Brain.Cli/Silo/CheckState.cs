using System.Text.Json.Serialization;

namespace Brain.Cli.Silo;

/// <summary>How a part does.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CheckState>))]
internal enum CheckState
{
    /// <summary>As it should be.</summary>
    [JsonStringEnumMemberName("ok")]
    Ok,

    /// <summary>It works, but look at it.</summary>
    [JsonStringEnumMemberName("warn")]
    Warn,

    /// <summary>It does not work.</summary>
    [JsonStringEnumMemberName("fail")]
    Fail,
}
