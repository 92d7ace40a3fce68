using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Brain.Domain.Undo;

namespace Brain.Postgres.Undo;

/// <summary>What <c>v2.undo</c> returns.</summary>
/// <param name="UndoId">Null when nothing was changed.</param>
/// <param name="Lines">What was done.</param>
internal sealed record StoredUndo(Guid? UndoId, ImmutableArray<UndoLine> Lines);

/// <summary>The format of what the undo's SQL functions return.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(StoredUndo))]
internal sealed partial class StoredUndoJson : JsonSerializerContext;
