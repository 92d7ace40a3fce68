using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Brain.Domain.Watching;

namespace Brain.Domain.Pipelines;

// The names below are the stored format (v2.pipelines.definition, snake_case). Add, never rename: a run keeps the
// version that it began with for as long as the database lives.

/// <summary>What must come after what, and within which time. Source: <c>v2.pipelines.definition</c>.</summary>
/// <param name="Links">The outcomes in their order, 1 to <see cref="LinksMax"/>.</param>
public sealed record Definition(ImmutableArray<Link> Links)
{
    /// <summary>The most links of a pipeline.</summary>
    public const int LinksMax = 32;

    /// <summary>What becomes of a link that is reached before its turn.</summary>
    public LinkOrder Order { get; init; }

    /// <summary>How a break is told by ntfy; null for as brain.json says.</summary>
    public Alert? Ntfy { get; init; }

    /// <summary>The place of a link, from 1, without regard to case; null when there is none.</summary>
    public int? PlaceOf(string link) =>
        Links
            .Select((one, at) => (one.Name, Place: at + 1))
            .FirstOrDefault(one => string.Equals(one.Name, link.Trim(), StringComparison.OrdinalIgnoreCase))
            is (not null, var place)
            ? place
            : null;
}

/// <summary>One outcome.</summary>
/// <param name="Name">1 to <see cref="NameMax"/> characters: small letters, digits, blanks, <c>-</c> and
/// <c>_</c>.</param>
public sealed record Link(string Name)
{
    /// <summary>The most characters of a link's name.</summary>
    public const int NameMax = 40;

    /// <summary>
    /// Seconds it may take since the links before it are done, 1 to <see cref="Allowance.SecondsMax"/>; null for as
    /// long as it likes.
    /// </summary>
    public long? WithinS { get; init; }

    /// <summary>The hook events that reach it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ImmutableArray<LinkRule> Advance { get; init; }

    /// <summary>The same as a time.</summary>
    [JsonIgnore]
    public TimeSpan? Within => WithinS is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
}

/// <summary>A tool call that succeeds and fits all that is named reaches the link.</summary>
/// <param name="Tool">The tool's name, several with <c>|</c>, <c>*</c> for any part; null for any.</param>
/// <param name="Pattern">A .NET pattern that a text of its input meets; its group <c>subject</c> names the run.</param>
/// <param name="Path">A glob of the file that it is aimed at.</param>
public sealed record LinkRule(string? Tool, string? Pattern, string? Path)
{
    /// <summary>The most rules of one link.</summary>
    public const int RulesMax = 16;

    /// <summary>The group of a pattern that says which run is meant.</summary>
    public const string Subject = "subject";

    /// <summary>The same rule as personas watch by.</summary>
    public WatchRule Watch() => new(Tool, Pattern, Path, Text: null, Say: "", Nothing: null);
}

/// <summary>What becomes of a link that is reached before its turn.</summary>
public enum LinkOrder
{
    /// <summary>It counts, and the ones before it are still awaited.</summary>
    Any,

    /// <summary>It counts, and so do those before it, for it could not be without them.</summary>
    Implied,

    /// <summary>It is kept as too early and does not count.</summary>
    Strict,
}

/// <summary>How ntfy tells a break; what is null is as brain.json says.</summary>
/// <param name="Topic">1 to 64 letters, digits, <c>-</c> and <c>_</c>.</param>
/// <param name="Priority">1 (min) to 5 (max).</param>
/// <param name="Tags">At most 10.</param>
/// <param name="Click">Where a tap leads; <c>{run}</c> stands for the run's id.</param>
public sealed record Alert(string? Topic, int? Priority, ImmutableArray<string>? Tags, string? Click);

/// <summary>One version of a pipeline.</summary>
/// <param name="Id">Its row.</param>
/// <param name="Name">1 to 40 characters: small letters, digits, <c>-</c> and <c>_</c>, a letter first.</param>
/// <param name="Version">From 1; each definition that differs from the one before it is the next.</param>
/// <param name="Persona">Who is told of a break.</param>
/// <param name="Definition">Its links.</param>
public sealed record Pipeline(Guid Id, string Name, int Version, Guid Persona, Definition Definition);
