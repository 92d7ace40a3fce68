using System.Text.Json.Serialization;
using Brain.Domain.Review;

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
[JsonSerializable(typeof(SessionOutcome))]
internal sealed partial class ReviewJson : JsonSerializerContext;
