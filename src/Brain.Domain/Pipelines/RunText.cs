using System.Globalization;
using Brain.Domain.Text;
using Brain.Messages.Pipelines;
using Brain.Messages.Sessions;

namespace Brain.Domain.Pipelines;

/// <summary>What people are told of runs.</summary>
public static class RunText
{
    private const int ShortLength = 8;

    /// <summary>The first characters of a run's id, which name it.</summary>
    public static string Short(Guid run) => run.ToString("N")[..ShortLength];

    /// <summary>A run by its pipeline, its subject and its short id: <c>groceries "milk" (1f2e3d4c)</c>.</summary>
    public static string Named(this Run run) => $"{run.Titled()} ({Short(run.Id)})";

    /// <summary>A run by its pipeline and its subject.</summary>
    public static string Titled(this Run run) => Titled(run.Pipeline.Name, run.Subject);

    /// <summary>A run by its pipeline and its subject.</summary>
    public static string Titled(this RunSummary run) => Titled(run.Pipeline, run.Subject);

    /// <summary>A run by its pipeline and its subject, as everybody writes it: <c>groceries "milk"</c>.</summary>
    public static string Titled(string pipeline, string? subject) =>
        subject is null ? pipeline : $"{pipeline} \"{subject}\"";

    /// <summary>A moment, to the minute, in UTC.</summary>
    public static string Moment(DateTimeOffset at) =>
        at.UtcDateTime.ToString("ddd d MMM yyyy HH:mm 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>That a link is or was late.</summary>
    /// <param name="run">Of which run, after the break.</param>
    /// <param name="place">The link's place, from 1.</param>
    public static string Late(this Run run, int place)
    {
        var (link, state) = (run.Pipeline.Definition.Links[place - 1], run.Links[place - 1]);
        // Counted from whichever of those before it came last, which is not always its neighbour.
        var last = Enumerable
            .Range(1, place - 1)
            .Where(before => run.Links[before - 1].DoneAt is not null)
            .OrderBy(before => run.Links[before - 1].DoneAt)
            .LastOrDefault();
        var since = last == 0 ? "its start" : $"'{run.LinkOf(last)}'";
        var due = state.BrokenAt is { } at
            ? $"was due {Moment(at)}, {Allowance.Text(link.Within ?? default)} after {since}"
            : "is late";
        return state.HealedAt is { } healed && state.BrokenAt is { } broken
            ? $"{run.Titled()}: '{link.Name}' {due}, and came "
                + $"{(healed < broken ? "in time after all" : $"{Allowance.Text(healed - broken)} late")}"
            : $"{run.Titled()}: '{link.Name}' {due}";
    }

    /// <summary>A late run as a session hears of it at its start.</summary>
    public static string ToText(this RunSummary run)
    {
        var since = run.LateSince is { } late ? $" since {Moment(late)}" : "";
        return $"{run.Titled()}: '{run.Awaiting}' is late{since}, told by {run.Tell}. When it is there, the person "
            + $"says so: /pipeline reach {Short(run.Id)} {run.Awaiting}";
    }

    /// <summary>It began before.</summary>
    public static Receipt Begun(this Run run) =>
        new($"{run.Named()} began {Moment(run.StartedAt)}; nothing was changed. {run.Next()}");

    /// <summary>There is no such run.</summary>
    public static Receipt NoRun(Guid run) =>
        Refused("run.unknown", $"There is no run {run}; nothing was changed. See: brain pipeline runs");

    /// <summary>There is no such version.</summary>
    public static Receipt NoPipeline(Guid pipeline) =>
        Refused("pipeline.unknown", $"There is no pipeline {pipeline}; nothing was started. See: brain pipeline list");

    internal static Receipt LongProject(string project) =>
        Refused(
            "run.project",
            $"The project's folder has {project.Length} characters and may have {Run.ProjectMax}; nothing was "
                + "started. Start it --everywhere, or in a folder above."
        );

    internal static Refusal NoMove(RunMove move) =>
        new(
            "run.move",
            $"'{move}' is nothing that a run does: expected {string.Join(", ", Enum.GetNames<RunMove>())}. "
                + "Nothing was changed."
        );

    private static Receipt Refused(string code, string message) => new(message, new(code, message));

    internal static string Began(this Run run) => $"{run.Named()} began. {run.Next()}";

    internal static string Checked(Run run) =>
        run.BrokenAt is null
            ? $"{run.Named()}: nothing is late. {run.Next()}".TrimEnd()
            : $"{run.Named()}: {run.Next()}";

    internal static string Reached(Run run, int place)
    {
        var state = run.Links[place - 1];
        var healed = state is { HealedAt: { } at, BrokenAt: { } due }
            ? $", {(at < due ? "in time after all" : $"{Allowance.Text(at - due)} late")}: the chain is healed"
            : "";
        return $"{run.Named()}: '{run.LinkOf(place)}' is reached{healed}. {run.Next()}";
    }

    internal static string TooEarly(Run run, int place) =>
        $"{run.Named()}: '{run.LinkOf(place)}' came too early; that is kept, and it does not count, for this "
        + $"pipeline's order is strict. {run.Next()}";

    internal static string Skipped(Run run, int place) =>
        $"{run.Named()}: '{run.LinkOf(place)}' is skipped. {run.Next()}";

    internal static string SkippedAgain(Run run, int place) =>
        $"{run.Named()}: '{run.LinkOf(place)}' was skipped before; nothing was changed.";

    internal static string Again(Run run, int place, DateTimeOffset before) =>
        $"{run.Named()}: '{run.LinkOf(place)}' was reached before, {Moment(before)}; nothing was changed.";

    internal static string Abandoned(Run run) => $"{run.Named()} is abandoned: nothing of it is awaited any more.";

    internal static string AbandonedAgain(Run run) => $"{run.Named()} was abandoned before; nothing was changed.";

    internal static Refusal Over(Run run) =>
        new(
            "run.over",
            $"{run.Named()} is {run.Status.ToString().ToLowerInvariant()}, so nothing was changed. Start another: "
                + $"brain pipeline start {run.Pipeline.Name}"
        );

    internal static Refusal NoLink(Run run, string? link) =>
        new(
            "link.unknown",
            $"{run.Named()} has no link '{OneLine.Of(link ?? "", 60)}': expected "
                + $"{string.Join(", ", run.Pipeline.Definition.Links.Select(one => one.Name))}. Nothing was changed."
        );

    internal static Refusal NotLate(Run run, int place) =>
        new(
            "link.not-late",
            $"{run.Named()}: '{run.LinkOf(place)}' is not late, so there is nothing to heal. When it is there: "
                + $"brain pipeline reach {Short(run.Id)} {run.LinkOf(place)}"
        );

    private static string LinkOf(this Run run, int place) => run.Pipeline.Definition.Links[place - 1].Name;

    private static string Next(this Run run) =>
        (run.Awaiting, run.DueAt, run.BrokenAt) switch
        {
            (null, _, _) => run.Status == RunStatus.Abandoned ? "" : "Every link is done.",
            ({ } place, _, { } late) => $"'{run.LinkOf(place)}' is late since {Moment(late)}.",
            ({ } place, { } due, _) => $"Next is '{run.LinkOf(place)}', due {Moment(due)}.",
            ({ } place, _, _) => $"Next is '{run.LinkOf(place)}', which may take its time.",
        };
}
