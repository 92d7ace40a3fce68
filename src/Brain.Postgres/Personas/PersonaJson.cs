using System.Text.Json.Serialization;
using Brain.Domain.Personas;

namespace Brain.Postgres.Personas;

/// <summary>The format of what travels between personas and their SQL functions.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(StorableTextJson)]
)]
[JsonSerializable(typeof(RateComment))]
[JsonSerializable(typeof(CommentRated))]
[JsonSerializable(typeof(PersonaLog))]
[JsonSerializable(typeof(TriedTurn[]))]
internal sealed partial class PersonaJson : JsonSerializerContext;
