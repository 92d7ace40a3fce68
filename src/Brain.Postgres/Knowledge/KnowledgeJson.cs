using System.Text.Json.Serialization;
using Brain.Messages.Knowledge;
using Brain.Messages.Secrets;

namespace Brain.Postgres.Knowledge;

// The stored format of brain.forget_runs. Add, never rename.

/// <summary>What a run is stored as: snake_case, nulls left out.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(ForgetTarget))]
[JsonSerializable(typeof(ForgetCounts))]
[JsonSerializable(typeof(RedactionPlace))]
internal sealed partial class KnowledgeJson : JsonSerializerContext;
