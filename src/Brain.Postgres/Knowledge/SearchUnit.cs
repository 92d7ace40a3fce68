using System.Text.Json.Serialization;
using Brain.Domain.Knowledge.Search;

namespace Brain.Postgres.Knowledge;

/// <summary>A text on its way into the index. Read by <c>v2.index_units</c>.</summary>
internal sealed record SearchUnit(
    string Kind,
    Guid RowId,
    Guid? SessionId,
    int? TurnNum,
    string? Project,
    Guid? PersonaId,
    string? Speaker,
    DateTimeOffset HappenedAt,
    bool Embeds,
    bool Asks,
    string Text,
    string Extra,
    string Language
);

/// <summary>A text that has no vectors yet.</summary>
/// <param name="Unit">Its number in the index.</param>
/// <param name="Text">What is embedded.</param>
public sealed record TextToEmbed(long Unit, string Text);

/// <summary>What a model makes of a text.</summary>
/// <param name="Unit">The text's number in the index.</param>
/// <param name="Vectors">One for each stretch.</param>
/// <param name="Tokens">Null when the model has none that can be compared.</param>
public sealed record UnitVectors(long Unit, float[][] Vectors, TokenStates? Tokens);

/// <summary>The format of units on their way into the index.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(SearchUnit[]))]
internal sealed partial class SearchUnitJson : JsonSerializerContext;
