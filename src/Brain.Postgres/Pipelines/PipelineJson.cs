using System.Text.Json;
using System.Text.Json.Serialization;
using Brain.Domain.Pipelines;
using Brain.Messages.Pipelines;

namespace Brain.Postgres.Pipelines;

/// <summary>The format of what travels between pipelines and their SQL functions.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [
        typeof(StorableTextJson),
        typeof(SmallLetters<LinkOrder>),
        typeof(SmallLetters<RunStatus>),
        typeof(SmallLetters<RunEventKind>),
    ]
)]
[JsonSerializable(typeof(RunChange))]
[JsonSerializable(typeof(StoredRun))]
[JsonSerializable(typeof(StoredPipelines))]
[JsonSerializable(typeof(StoredDefinition))]
[JsonSerializable(typeof(DefinedVersion))]
[JsonSerializable(typeof(PipelineSummary))]
[JsonSerializable(typeof(RunSummary))]
internal sealed partial class PipelineJson : JsonSerializerContext;

/// <summary>Kinds and orders are stored in small letters.</summary>
internal sealed class SmallLetters<T>()
    : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false)
    where T : struct, Enum;
