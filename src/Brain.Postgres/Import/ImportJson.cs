using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Brain.Domain.Import;
using Brain.Messages.Import;

namespace Brain.Postgres.Import;

/// <summary>
/// The format of what an import hands to its SQL functions. Each text is redacted here, once, as whatever a decision
/// writes is.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(StorableTextJson)]
)]
[JsonSerializable(typeof(SessionImport))]
[JsonSerializable(typeof(ImportedNote[]))]
[JsonSerializable(typeof(ImmutableSortedDictionary<string, string>))]
[JsonSerializable(typeof(ImportCounts))]
internal sealed partial class ImportJson : JsonSerializerContext;

/// <summary>The format of how far files were read: paths and marks, and no text of anybody's.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(StoredFile[]))]
[JsonSerializable(typeof(ImportPlace))]
internal sealed partial class PlaceJson : JsonSerializerContext;
