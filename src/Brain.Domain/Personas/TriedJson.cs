using System.Text.Json.Serialization;

namespace Brain.Domain.Personas;

/// <summary>What is kept of a call as an input that patterns are tried on.</summary>
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class TriedJson : JsonSerializerContext;
