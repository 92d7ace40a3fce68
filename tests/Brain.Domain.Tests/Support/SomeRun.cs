using Brain.Domain.Decisions;
using Brain.Domain.Pipelines;
using Brain.Messages.Pipelines;
using Brain.Messages.Sessions;

namespace Brain.Tests.Pipelines;

/// <summary>A run whose details don't matter, by its shortest names.</summary>
internal static class SomeRun
{
    /// <summary>A Monday, at ten.</summary>
    public static readonly DateTimeOffset Start = new(2026, 11, 23, 10, 0, 0, TimeSpan.Zero);

    public static readonly Guid Id = new("1f2e3d4c-5b6a-4788-99aa-bbccddeeff00");

    public static readonly Guid Persona = new("00000000-0000-7000-8000-000000000001");

    /// <summary>A link as it is written: <c>committed 2h</c>, or <c>drafted</c>.</summary>
    public static Definition Links(params string[] links) =>
        new([
            .. links.Select(link =>
                link.Split(' ') switch
                {
                    [var name, var within] => new Link(name)
                    {
                        WithinS = Allowance.TryParse(within, out var seconds)
                            ? seconds
                            : throw new FormatException(within),
                    },
                    var name => new Link(name[0]),
                }
            ),
        ]);

    /// <summary>The run before it begins.</summary>
    public static Run Of(Definition definition, string? subject = null) =>
        Run.Of(Id, new(Guid.Empty, "release", 1, Persona, definition), Start) with
        {
            Subject = subject,
        };

    public static Run Begun(params string[] links) => Of(Links(links)).Begin(Start).Next;

    public static Run Begun(LinkOrder order, params string[] links) =>
        Of(Links(links) with { Order = order }).Begin(Start).Next;

    public static Decision<Run, Receipt, RunEvents> Reach(
        this Run run,
        string link,
        DateTimeOffset now,
        DateTimeOffset? at = null
    ) => run.Decide(new(RunMove.Reach, link) { At = at }, now);

    public static Decision<Run, Receipt, RunEvents> Skip(
        this Run run,
        string link,
        DateTimeOffset now,
        DateTimeOffset? at = null
    ) => run.Decide(new(RunMove.Skip, link) { At = at }, now);

    public static Decision<Run, Receipt, RunEvents> Heal(this Run run, string? link, DateTimeOffset now) =>
        run.Decide(new(RunMove.Heal, link), now);

    public static Decision<Run, Receipt, RunEvents> Abandon(this Run run, DateTimeOffset now) =>
        run.Decide(new(RunMove.Abandon), now);

    /// <summary>So many hours after the start.</summary>
    public static DateTimeOffset At(double hours) => Start.AddHours(hours);

    /// <summary>What happened, as <c>broken committed 12:00</c>.</summary>
    public static string[] Told(this Decision<Run, Receipt, RunEvents> moved) =>
        [
            .. moved.Change.Events.Select(one =>
                $"{one.Kind.ToString().ToLowerInvariant()} {moved.Next.Pipeline.Definition.Links[one.Place - 1].Name} {one.At:HH:mm}"
            ),
        ];
}
