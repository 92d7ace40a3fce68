using System.Text.Json.Serialization;
using Brain.Domain.Personas;
using Brain.Domain.Review;
using Brain.Postgres.Sessions;

namespace Brain.Postgres.Review;

/// <summary>The format of what travels between the Auditor and its SQL functions.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(StorableTextJson)]
)]
[JsonSerializable(typeof(AuditPage))]
[JsonSerializable(typeof(ReviewBatch))]
[JsonSerializable(typeof(ReviewResult))]
[JsonSerializable(typeof(RateComment))]
[JsonSerializable(typeof(CommentRated))]
[JsonSerializable(typeof(PersonaLog))]
[JsonSerializable(typeof(TriedTurn[]))]
[JsonSerializable(typeof(SessionOutcome))]
internal sealed partial class ReviewJson : JsonSerializerContext;
