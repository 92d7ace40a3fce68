using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Brain.Domain.Drift;
using Brain.Domain.Review;
using Brain.Domain.Sessions;
using Brain.Domain.Tools;
using Brain.Domain.Watching;
using Brain.Messages.Sessions;

namespace Brain.Postgres.Sessions;

/// <summary>What <c>load_sessions.sql</c> returns: the rows of one session, gathered.</summary>
internal sealed record StoredSession(
    string Status,
    string? Source,
    string? Project,
    string? Purpose,
    Mode Mode,
    long? BudgetCap,
    long TokensTotal,
    int TurnCount,
    bool Provisional,
    bool Hard,
    bool Warned,
    OpenTurn? Open,
    Dictionary<Guid, int>? Prompts,
    string[]? Answered,
    Dictionary<string, string>? Tools,
    StoredToolCall[]? ToolCalls,
    LastTurn? Last,
    Dictionary<Guid, ShownLine>? Lines,
    DriftLevel? Drift,
    int Failures,
    long TokensStepped,
    string[]? Steps,
    long UsedBefore = 0,
    string? ProjectKey = null,
    bool? Muted = null,
    DateTimeOffset? Since = null,
    Dictionary<Guid, int>? Facts = null,
    StoredCall[]? Calls = null
)
{
    public decimal? BudgetUsd { get; init; }

    public decimal UsdBefore { get; init; }

    public string[]? SpendWarned { get; init; }

    public string? Unshown { get; init; }

    public int? Process { get; init; }

    public string? Machine { get; init; }

    public Session ToSession(SessionId id) =>
        new()
        {
            Id = id,
            Opened = true,
            Source = Source,
            Status = Enum.Parse<SessionStatus>(Status, ignoreCase: true),
            Process = Process,
            Machine = Machine,
            Project = Project,
            ProjectKey = ProjectKey,
            Purpose = Purpose,
            Provisional = Provisional,
            Mode = Mode,
            BudgetCap = BudgetCap,
            TokensTotal = TokensTotal,
            UsedBefore = UsedBefore,
            BudgetUsd = BudgetUsd,
            UsdBefore = UsdBefore,
            SpendWarned = [.. SpendWarned ?? []],
            Hard = Hard,
            Warned = Warned,
            TurnCount = TurnCount,
            Open = Open,
            Prompts = Prompts?.ToImmutableDictionary() ?? ImmutableDictionary<Guid, int>.Empty,
            Answered = [.. (Answered ?? []).Where(key => Guid.TryParse(key, out _)).Select(Guid.Parse)],
            Tools = (Tools ?? []).ToImmutableDictionary(
                tool => tool.Key,
                tool => StoredToolCall.StatusOf(tool.Value),
                StringComparer.Ordinal
            ),
            Calls = RememberedCall.ById((Calls ?? []).Select(call => call.ToKnown())),
            ToolCalls = [.. (ToolCalls ?? []).Take(ToolCall.PerTurnMax).Select(call => call.ToToolCall())],
            Last = Last,
            Lines = Lines?.ToImmutableDictionary() ?? ImmutableDictionary<Guid, ShownLine>.Empty,
            Drift = Drift ?? DriftLevel.Calm,
            HeldBack = Drift?.Held,
            FailuresInARow = Failures,
            TokensStepped = TokensStepped,
            Steps = [.. Steps ?? []],
            Muted = Muted,
            Unshown = Unshown,
            Since = Since,
            FactsHeard = Facts?.ToImmutableDictionary() ?? ImmutableDictionary<Guid, int>.Empty,
        };
}

/// <summary>What tells a call from another of the same id, as <c>load_sessions.sql</c> tells it.</summary>
internal sealed record StoredCall(
    string Key,
    int? Turn,
    Guid? Prompt,
    string Tool,
    string? Agent,
    string? Digest,
    string Status
)
{
    public RememberedCall ToKnown() => new(Key, Turn, Prompt, Tool, Agent, [Digest], StoredToolCall.StatusOf(Status));
}

/// <summary>A tool call as <c>load_sessions.sql</c> tells of it.</summary>
internal sealed record StoredToolCall(
    string Id,
    string Tool,
    string? Kind,
    string? Target,
    string Status,
    ImmutableArray<RuleMatch>? Seen
)
{
    public ToolCall ToToolCall() =>
        new(Id, Tool, Target, StatusOf(Status), Seen ?? []) { Kind = ToolPattern.KindOf(Kind) };

    public static ToolStatus StatusOf(string word) =>
        Enum.TryParse<ToolStatus>(word, ignoreCase: true, out var status) ? status : ToolStatus.Ok;
}

/// <summary>The format of what travels between the program and its SQL functions.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(StorableTextJson)]
)]
[JsonSerializable(typeof(SessionChange))]
[JsonSerializable(typeof(StoredSession))]
[JsonSerializable(typeof(Committed))]
[JsonSerializable(typeof(HandOff))]
[JsonSerializable(typeof(SessionBrief))]
internal sealed partial class StoredJson : JsonSerializerContext;
