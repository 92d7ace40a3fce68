using Brain.Domain.Decisions;
using Brain.Domain.Personas;
using Brain.Domain.Pipelines;
using Brain.Grains.Abstractions.Pipelines;
using Brain.Grains.Abstractions.Sessions;
using Brain.Grains.Ports;
using Brain.Messages.Pipelines;
using Brain.Messages.Sessions;
using Brain.Postgres.Pipelines;
using Microsoft.Extensions.Logging;
using Orleans.Placement;

namespace Brain.Grains.Pipelines;

/// <summary>
/// Loads, decides, commits, and is woken when the next link is late. Every rule lies in <see cref="RunDecisions"/>.
/// </summary>
[GrainType("pipeline-run")]
[PreferLocalPlacement]
[CollectionAgeLimit(Minutes = 2)]
public sealed partial class PipelineRunGrain(
    PipelineStore store,
    IPersonaCache personas,
    IPipelineCache pipelines,
    RunConcurrencyGate gate,
    TimeProvider clock,
    ILogger<PipelineRunGrain> logger
) : DecidingGrain<Run?>, IPipelineRunGrain, IRemindable
{
    // Stored, as it is.
    private const string ReminderName = "late";

    // The least that Orleans allows between two ticks; the first comes when the link is due. It only repeats when a
    // tick failed.
    private static readonly TimeSpan Again = TimeSpan.FromMinutes(1);

    // Timers count milliseconds in 32 bits: what is due later is looked at and waited for again.
    private static readonly TimeSpan WaitMax = TimeSpan.FromDays(40);

    private Guid Id => this.GetPrimaryKey();

    /// <inheritdoc/>
    public async Task<Receipt> Start(StartRun message)
    {
        if (await Known() is { } known)
            return known.Begun();
        if (await store.Version(message.Pipeline, CancellationToken.None) is not { } pipeline)
            return RunText.NoPipeline(message.Pipeline);
        var now = clock.GetUtcNow();
        var run = Run.Of(Id, pipeline, now) with
        {
            Subject = Run.Subjected(message.Subject),
            Project = Run.Projected(message.Project),
            Session = message.Session?.Value,
        };
        if (run.Refuse() is { } refused)
            return refused;
        var moved = run.Begin(now);
        return await Commit(
            moved,
            Change(moved, new(RunMove.Reach) { Session = message.Session, Source = message.Source }) with
            {
                Begins = run.Begins(),
            }
        );
    }

    /// <inheritdoc/>
    public async Task<Receipt> Move(MoveRun message)
    {
        if (await Known() is not { } run)
            return RunText.NoRun(Id);
        var moved = run.Decide(message, clock.GetUtcNow());
        return moved.Change.Empty ? moved.Answer : await Commit(moved, Change(moved, message));
    }

    /// <inheritdoc/>
    public Task Check() =>
        gate.Enter(async () =>
        {
            if (await Known() is { } run && run.Check(clock.GetUtcNow()) is { Change.Empty: false } moved)
                await Write(moved, Change(moved, new(RunMove.Reach) { Source = "bot:pipeline" }));
            await Arm((await Known())?.DueAt);
        });

    /// <inheritdoc/>
    public async Task<RunSummary?> Show() => await Known() is { } run ? run.Summary(Teller(run)?.Name) : null;

    /// <inheritdoc/>
    public Task ReceiveReminder(string reminderName, TickStatus status) => Check();

    /// <inheritdoc/>
    protected override Task<Run?> Load() => store.Load(Id, CancellationToken.None);

    /// <inheritdoc/>
    protected override NotCommittedException NotCommitted(Exception fault) =>
        new($"Run {Id}: {fault.Message}", raced: false);

    private Persona? Teller(Run run) => personas.All.FirstOrDefault(one => one.Id == run.Pipeline.Persona);

    private RunChange Change(Decision<Run, Receipt, RunEvents> moved, MoveRun message) =>
        RunChange.Of(moved, message, new(Teller(moved.Next), pipelines.Ntfy));

    private async Task<Receipt> Commit(Decision<Run, Receipt, RunEvents> moved, RunChange change)
    {
        await Write(moved, change);
        await Arm(moved.Next.DueAt);
        try
        {
            await pipelines.Refresh();
        }
        catch (Exception fault)
        {
            // The move is written and stays so; sessions hear of it by the next reading.
            LogNotTold(logger, Id, fault);
        }

        return moved.Answer;
    }

    private Task Write(Decision<Run, Receipt, RunEvents> moved, RunChange change) =>
        Commit(async () =>
            await store.Record(change)
                ? moved.Next
                : throw new NotCommittedException($"Run {Id}: somebody else moved it at the same moment", raced: true)
        );

    // After the write: a silo that goes away in between leaves a run without its reminder, and whoever lists what was
    // missed finds it.
    private async Task Arm(DateTimeOffset? due)
    {
        try
        {
            if (due is { } at)
            {
                var wait = at - clock.GetUtcNow();
                await this.RegisterOrUpdateReminder(
                    ReminderName,
                    wait > WaitMax ? WaitMax
                        : wait > TimeSpan.Zero ? wait
                        : TimeSpan.Zero,
                    Again
                );
            }
            else if (await this.GetReminder(ReminderName) is { } reminder)
                await this.UnregisterReminder(reminder);
        }
        catch (Exception fault)
        {
            // The move is written and stays so; that it is not woken in time is found by whoever lists what was missed.
            LogNotArmed(logger, Id, due, fault);
        }
    }
}
