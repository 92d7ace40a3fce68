using System.Text.Json.Serialization;

namespace Brain.Silo.Telemetry;

/// <summary>How details of what happened lie in the database.</summary>
[JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
internal sealed partial class TelemetryJson : JsonSerializerContext;
