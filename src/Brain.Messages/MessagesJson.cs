using System.Text.Json.Serialization;
using Brain.Messages.Sessions;

namespace Brain.Messages;

/// <summary>The wire format of every message but the hook's answer: snake_case, nulls left out, no reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(HookEvent))]
[JsonSerializable(typeof(BrainStatus))]
[JsonSerializable(typeof(SchemaReport))]
[JsonSerializable(typeof(DeclarePurpose))]
[JsonSerializable(typeof(ChangeMode))]
[JsonSerializable(typeof(SetBudget))]
[JsonSerializable(typeof(Receipt))]
[JsonSerializable(typeof(SessionSummary))]
[JsonSerializable(typeof(SessionSummary[]))]
[JsonSerializable(typeof(TurnSummary[]))]
[JsonSerializable(typeof(TailPage))]
public sealed partial class MessagesJson : JsonSerializerContext;

/// <summary>The wire format of the hook's answer: Claude Code's camelCase, nulls left out.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(HookAnswer))]
public sealed partial class HookAnswerJson : JsonSerializerContext;
