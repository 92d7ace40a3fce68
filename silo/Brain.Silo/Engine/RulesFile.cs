using System.Text.Json;
using System.Text.Json.Serialization;
using Brain.Models.Chat;

namespace Brain.Silo.Engine;

/// <summary>The words of <c>brain.json</c>, as a person writes them; a project's are the same with its path.</summary>
internal sealed record RulesFile
{
    public string? Path { get; init; }

    public bool? Hard { get; init; }

    public string? Mode { get; init; }

    public Dictionary<string, RuleLine[]>? Modes { get; init; }

    public RulesFile[]? Projects { get; init; }

    /// <summary>For all projects alike; a project's own is refused.</summary>
    public ChatWords? Chat { get; init; }
}

/// <summary>One line of a mode.</summary>
/// <param name="Tools">Tool names separated by <c>|</c>.</param>
/// <param name="Verdict">allow, ask, ask-unless-read-only or deny.</param>
internal sealed record RuleLine(string? Tools, string? Verdict);

/// <summary>The format of <c>brain.json</c>: comments and trailing commas are a person's right, unknown words are not understood.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    PropertyNameCaseInsensitive = true,
    AllowTrailingCommas = true,
    ReadCommentHandling = JsonCommentHandling.Skip,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(RulesFile))]
internal sealed partial class RulesFileJson : JsonSerializerContext;
