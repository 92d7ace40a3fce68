using System.Collections.Immutable;
using Brain.Domain.Decisions;
using Brain.Domain.Watching;

namespace Brain.Domain.Pipelines;

/// <summary>
/// What a project's sessions need to know of pipelines. Part of <see cref="Sessions.SessionContext"/>.
/// </summary>
public sealed record PipelinesContext : ISessionLines
{
    /// <summary>Of somebody who has no runs.</summary>
    public static readonly PipelinesContext None = new();

    /// <summary>What is late, by who tells it, in the order of their names; only personas that are active.</summary>
    public ImmutableArray<LateRuns> Late { get; init; } = [];

    /// <summary>The rules by which tool calls move runs.</summary>
    public ImmutableArray<AdvanceRules> Advances { get; init; } = [];

    /// <summary>What could not be sent and nobody was told of; null when there is nothing.</summary>
    public Unsent? Unsent { get; init; }

    /// <inheritdoc/>
    public IEnumerable<FooterFact> Footer => Late.Select(late => new FooterFact(late.Teller, late.ToText()));
}

/// <summary>What is late and told by one persona.</summary>
/// <param name="Teller">Who; its rules don't matter here.</param>
/// <param name="Runs">What, the newest first.</param>
public sealed record LateRuns(WatchingPersona Teller, ImmutableArray<LateRun> Runs)
{
    private const int ShownMax = 2;

    /// <summary>
    /// As one text, the newest first: <c>late: groceries "milk": 'bought' since … (1f2e3d4c); and 3 more</c>.
    /// </summary>
    public string ToText() =>
        "late: "
        + $"{string.Join("; ", Runs.Take(ShownMax).Select(run => run.ToText()))}{(Runs.Length > ShownMax ? $"; and {Runs.Length - ShownMax} more" : "")}";
}

/// <summary>The rules of one version by which tool calls reach links of its runs.</summary>
/// <param name="Rules">Who watches: the version's row as its id, and a rule for each of the places.</param>
/// <param name="Places">The link that each rule reaches, from 1.</param>
public sealed record AdvanceRules(WatchingPersona Rules, ImmutableArray<int> Places)
{
    /// <summary>The links' names, by their places from 1; empty where nobody said them.</summary>
    public ImmutableArray<string> Links { get; init; } = [];

    /// <summary>A link as it is told; null where its name is not known.</summary>
    public string? Title(int place, string? subject) =>
        place > 0 && place <= Links.Length
            ? $"{RunText.Titled(Rules.Name.Length == 0 ? "run" : Rules.Name, subject)}: '{Links[place - 1]}'"
            : null;

    /// <summary>Those of a definition; null when it has none.</summary>
    public static AdvanceRules? Of(Guid pipeline, Definition definition, string name = "")
    {
        var rules = definition
            .Links.SelectMany(
                (link, at) =>
                    (link.Advance.IsDefault ? [] : link.Advance).Select(rule => (Rule: rule.Watch(), Place: at + 1))
            )
            .ToArray();
        return rules.Length == 0
            ? null
            : new(new(pipeline, name, "", "", [.. rules.Select(one => one.Rule)]), [.. rules.Select(one => one.Place)])
            {
                Links = [.. definition.Links.Select(link => link.Name)],
            };
    }
}

/// <summary>Messages that could not be sent.</summary>
/// <param name="Ids">Their rows.</param>
/// <param name="Text">What a person is told.</param>
public sealed record Unsent(ImmutableArray<Guid> Ids, string Text)
{
    /// <summary>
    /// What is told of messages that are tried again and of messages that were given up, each with why; null when there
    /// are none.
    /// </summary>
    public static Unsent? Of(
        ImmutableArray<Guid> ids,
        (int Count, string? Error) waiting,
        (int Count, string? Error) failed
    )
    {
        string[] parts =
        [
            .. waiting.Count == 0
                ? []
                : new[]
                {
                    $"{Messages(waiting.Count)} could not be sent yet and {(waiting.Count == 1 ? "is" : "are")} "
                        + $"tried again ({waiting.Error?.TrimEnd('.')})",
                },
            .. failed.Count == 0
                ? []
                : new[]
                {
                    $"{Messages(failed.Count)} {(failed.Count == 1 ? "was" : "were")} given up "
                        + $"({failed.Error?.TrimEnd('.')})",
                },
        ];
        return parts.Length == 0 ? null : new(ids, $"📣 ntfy: {string.Join("; ", parts)}. More: brain doctor");
    }

    private static string Messages(int count) =>
        count == 1 ? "a message about something late" : $"{count} messages about something late";
}
