using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Brain.Domain.Decisions;

namespace Brain.Domain.Personas;

/// <summary>What a decision leaves of personas. Written by <c>v2.record_personas</c>.</summary>
public sealed record PersonasChange : IChangePart
{
    /// <summary>Nothing.</summary>
    public static readonly PersonasChange None = new();

    /// <summary>What personas said of a turn.</summary>
    public ImmutableArray<CommentRow> Comments
    {
        get;
        init => field = value.OrNone();
    } = [];
}

/// <summary>
/// What a persona said of a turn, or what a person thought of it. Said again of the same turn it takes the place of
/// what was said before.
/// </summary>
/// <param name="PersonaId">Who.</param>
/// <param name="TurnNum">Of which turn.</param>
/// <param name="Comment">What; null to rate what is there.</param>
/// <param name="Line">How it stood in the footer; null for one that is only kept, being quiet or muted.</param>
/// <param name="Rating">What the person thought of it: useful, noise, wrong, or null.</param>
public sealed record CommentRow(Guid PersonaId, int TurnNum, string? Comment, string? Line, string? Rating = null)
{
    /// <summary>The line says that the persona is muted: noted with the persona, so that it is said once.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Mutes { get; init; }

    /// <summary>Only rules that the persona was made with say it, and none that the person wrote.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool ByDefaults { get; init; }

    /// <summary>It says that nothing was seen: nobody rates that but the person.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Nothing { get; init; }
}
