using System.Text;
using Brain.Messages.Pipelines;
using Brain.Messages.Sessions;

namespace Brain.Domain.Pipelines;

/// <summary>What people are told of pipelines, and of runs as they see them.</summary>
public static class PipelineText
{
    /// <summary>The most runs that are told in one answer.</summary>
    private const int ShownMax = 100;

    /// <summary>All of them, a line each.</summary>
    public static string ToText(this IReadOnlyCollection<PipelineSummary> all) =>
        all.Count == 0
            ? "There is no pipeline. Define one: brain pipeline define FILE"
            : string.Join('\n', all.Select(one => one.ToText()));

    /// <summary>One, with its file when that came with it.</summary>
    public static string ToText(this PipelineSummary one)
    {
        var links = string.Join(
            " → ",
            one.Links.Select(link =>
                link.WithinS is { } within ? $"{link.Name} ({Allowance.Text(TimeSpan.FromSeconds(within))})" : link.Name
            )
        );
        var runs = one.Open == 0 ? "no open run" : $"{one.Open} open{(one.Late > 0 ? $", {one.Late} late" : "")}";
        return $"{one.Name} v{one.Version}{(one.Status == "active" ? "" : $" ({one.Status})")}: {links}; tells "
            + $"{one.Tell}; {runs}{(one.Body is { } body ? $"\n\n{body.TrimEnd()}" : "")}";
    }

    /// <summary>Runs, a line each.</summary>
    public static string ToText(this IReadOnlyCollection<RunSummary> runs) =>
        runs.Count == 0
            ? "There is no open run. Start one: brain pipeline start NAME"
            : string.Join(
                '\n',
                runs.Take(ShownMax).Select(run => $"{RunText.Short(run.Id)}  {run.Titled()}: {run.Standing()}")
            ) + (runs.Count > ShownMax ? "\n… and more; those of one pipeline: /pipeline runs NAME" : "");

    /// <summary>One run with all that happened to its links.</summary>
    public static string Whole(this RunSummary run)
    {
        var text = new StringBuilder(
            $"{run.Titled()} v{run.Version} ({RunText.Short(run.Id)}), begun {RunText.Moment(run.StartedAt)}, "
                + $"tells {run.Tell}: {run.Standing()}"
        );
        foreach (var link in run.Links)
            text.Append("\n  ").Append(Sign(link)).Append(' ').Append(link.Name).Append(Happened(link, run));
        return text.ToString();
    }

    /// <summary>How it stands: what is next and when, or how it ended.</summary>
    public static string Standing(this RunSummary run) =>
        run switch
        {
            { Status: not "open" } => run.EndedAt is { } at ? $"{run.Status} {RunText.Moment(at)}" : run.Status,
            { LateSince: { } since } => $"'{run.Awaiting}' is late since {RunText.Moment(since)}",
            { DueAt: { } due } => $"'{run.Awaiting}' is next, due {RunText.Moment(due)}",
            _ => $"'{run.Awaiting}' is next and may take its time",
        };

    /// <summary>There is no pipeline of that name.</summary>
    public static Refusal Unknown(string name) =>
        new("pipeline.unknown", $"There is no pipeline '{name}'; nothing was changed. See: brain pipeline list");

    /// <summary>No run is meant by that word.</summary>
    public static Refusal NoRun(string word) =>
        new(
            "run.unknown",
            $"No run is called '{word}': expected its id, its first {PipelineCommand.IdMin} or more characters, "
                + "or the name of a pipeline that has an open run in this project. Nothing was changed. See: brain "
                + "pipeline runs"
        );

    /// <summary>More than one run is meant by that word.</summary>
    public static Refusal ManyRuns(string word, IEnumerable<(Guid Id, string Called)> runs) =>
        new(
            "run.ambiguous",
            $"'{word}' may mean "
                + $"{string.Join(", ", runs.Select(run => $"{RunText.Short(run.Id)} ({run.Called})"))}; nothing was "
                + "changed. Say which by its id."
        );

    /// <summary>What became of a definition.</summary>
    public static Receipt Defined(PipelineFile file, int version, bool isNew) =>
        new(
            isNew
                ? $"{file.Name} is defined, version {version}: "
                    + $"{string.Join(" → ", file.Definition.Links.Select(link => link.Name))}. Runs that are open keep "
                    + $"their version. Start one: brain pipeline start {file.Name}"
                : $"{file.Name} is defined like that already, version {version}; nothing was changed."
        );

    /// <summary>Nobody of the name is there to be told.</summary>
    public static Refusal NoPersona(PipelineFile file) =>
        new(
            "pipeline.persona",
            $"{file.Name} tells '{file.Tell}', and there is no active persona of that name; nothing was defined. "
                + "See: brain persona list"
        );

    /// <summary>A definition can't be read.</summary>
    public static Refusal Unreadable(IEnumerable<string> faults) =>
        new("pipeline.unreadable", $"Nothing was defined: {string.Join("; ", faults)}.");

    private static char Sign(RunLink link) =>
        link switch
        {
            { ReachedAt: not null } => '✓',
            { SkippedAt: not null } => '–',
            { BrokenAt: not null } => '✗',
            _ => '·',
        };

    private static string Happened(RunLink link, RunSummary run)
    {
        var parts = new List<string>();
        if (link.BrokenAt is { } broken)
            parts.Add($"late since {RunText.Moment(broken)}");
        if (link.ReachedAt is { } reached)
            parts.Add($"{(link.HealedAt is null ? "reached" : "healed")} {RunText.Moment(reached)}");
        if (link.SkippedAt is { } skipped)
            parts.Add($"skipped {RunText.Moment(skipped)}");
        if (link is { EarlyAt: { } early, ReachedAt: null })
            parts.Add($"came too early {RunText.Moment(early)}");
        if (parts.Count == 0 && link.Name == run.Awaiting && run.DueAt is { } due)
            parts.Add($"due {RunText.Moment(due)}");
        else if (parts.Count == 0 && link.WithinS is { } within)
            parts.Add($"within {Allowance.Text(TimeSpan.FromSeconds(within))}");
        return parts.Count == 0 ? "" : $": {string.Join(", ", parts)}";
    }
}
