using System.Text.Json;
using System.Text.Json.Serialization;
using Brain.Models.Chat;
using Brain.Models.Embeddings;

namespace Brain.Silo.Configuration;

/// <summary>The words of <c>brain.json</c>, as a person writes them; a project's are the same with its path.</summary>
internal sealed record BrainJson
{
    public string? Path { get; init; }

    public bool? Hard { get; init; }

    public string? Mode { get; init; }

    /// <summary>A hard session goes on although settings weaken its hooks.</summary>
    public bool? TolerateWeakSettings { get; init; }

    public Dictionary<string, RuleLine[]>? Modes { get; init; }

    public BrainJson[]? Projects { get; init; }

    /// <summary>
    /// Whether hooks start a brain that is not there: "hooks" or "never". The client alone reads it; here it is a known
    /// word.
    /// </summary>
    public string? Start { get; init; }

    /// <summary>
    /// Whether the brain reads by itself what agents wrote down: "auto" or "never", for all projects alike.
    /// </summary>
    public string? Import { get; init; }

    /// <summary>The most tokens of the list of verified skills in a file, for all projects alike.</summary>
    public int? SkillTokens { get; init; }

    /// <summary>For all projects alike; a project's own is refused.</summary>
    public ChatSection? Chat { get; init; }

    /// <summary>For all projects alike; a project's own is refused.</summary>
    public EmbeddingSection? Embeddings { get; init; }

    /// <summary>How many days history is kept, for all projects alike; for ever when null.</summary>
    public int? KeepHistoryDays { get; init; }

    public PersonasFile? Personas { get; init; }

    /// <summary>What sessions are told by themselves of other sessions; a project's own words come first.</summary>
    public HintsFile? Hints { get; init; }

    /// <summary>Where the brain's own traces and metrics go, for all projects alike; read at its start.</summary>
    public TelemetrySection? Telemetry { get; init; }

    /// <summary>Caps in dollars; a project's count its sessions alone.</summary>
    public BudgetsFile? Budgets { get; init; }

    /// <summary>For all projects alike; a project's own is refused.</summary>
    public NtfySection? Ntfy { get; init; }
}

/// <summary>The section <c>personas</c>; a project has none of its own.</summary>
internal sealed record PersonasFile
{
    public int? RepeatAfterTurns { get; init; }

    public double? MuteBelow { get; init; }

    public int? MuteAfterRatings { get; init; }

    public string? Drift { get; init; }

    public double? DriftUpper { get; init; }

    public double? DriftLower { get; init; }

    public int? DriftTurns { get; init; }

    public int? ReplyTokens { get; init; }

    public Dictionary<string, int>? ReplyTokensOf { get; init; }

    public double? BroadcastSeconds { get; init; }

    public string? WithoutModel { get; init; }

    public double? AbandonAfterHours { get; init; }

    public int? ReviewTokens { get; init; }
}

/// <summary>The section <c>hints</c>.</summary>
internal sealed record HintsFile
{
    /// <summary>Whether what one session learns reaches the others: "tell" or "never".</summary>
    public string? News { get; init; }

    public int? NewsCharacters { get; init; }

    /// <summary>Whether what is known about a call is told at it: "tell" or "never".</summary>
    public string? Calls { get; init; }

    public double? CallsScore { get; init; }
}

/// <summary>The section <c>telemetry</c>.</summary>
internal sealed record TelemetrySection
{
    /// <summary>An OTLP/HTTP receiver, such as <c>http://localhost:4318</c>.</summary>
    public string? Endpoint { get; init; }

    /// <summary>What is sent along, such as <c>Authorization=Bearer …</c>.</summary>
    public string? Headers { get; init; }
}

/// <summary>The section <c>budgets</c>: caps in dollars.</summary>
internal sealed record BudgetsFile
{
    /// <summary>Such as <c>$20</c>.</summary>
    public string? Day { get; init; }

    /// <summary>From Monday on.</summary>
    public string? Week { get; init; }

    /// <summary>What becomes of a model whose price is not known: warn or refuse.</summary>
    public string? Unpriced { get; init; }

    /// <summary>By what stands in a model's name, such as <c>opus</c>.</summary>
    public Dictionary<string, BudgetFile>? Models { get; init; }
}

/// <summary>Caps on one model.</summary>
internal sealed record BudgetFile
{
    public string? Day { get; init; }

    public string? Week { get; init; }
}

/// <summary>One line of a mode.</summary>
/// <param name="Tools">Which tools, as a <c>ToolPattern</c> says it.</param>
/// <param name="Verdict">allow, ask, ask-unless-read-only or deny.</param>
internal sealed record RuleLine(string? Tools, string? Verdict);

/// <summary>
/// The format of what a person writes, <c>brain.json</c> and <c>prices.json</c>: comments and trailing commas are a
/// person's right, unknown words are not understood.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    PropertyNameCaseInsensitive = true,
    AllowTrailingCommas = true,
    ReadCommentHandling = JsonCommentHandling.Skip,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow
)]
[JsonSerializable(typeof(BrainJson))]
[JsonSerializable(typeof(PricesFile))]
internal sealed partial class BrainJsonFormat : JsonSerializerContext;
