using Brain.Domain.Knowledge;
using Brain.Grains.Ports;
using Brain.Messages.Knowledge;
using Brain.Messages.Secrets;
using Brain.Postgres.Knowledge;
using Brain.Silo.Configuration;
using Brain.Silo.Files;
using Brain.Silo.Hosting;

namespace Brain.Silo.Knowledge;

/// <summary>
/// Takes what a person had forgotten out of rows, files and the server's own files, step by step. How far it is is
/// stored with each step, so a silo that comes back goes on; of several silos one does it.
/// </summary>
internal sealed partial class ForgetRunner(
    ForgetStore store,
    ForgottenBytes bytes,
    ForgottenFiles files,
    BrainSettings settings,
    IGrainFactory grains,
    IPersonaCache personas,
    IHostApplicationLifetime life,
    TimeProvider clock,
    ILogger<ForgetRunner> logger
) : BackgroundLoop(Options, clock, logger)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(1);
    private static readonly LoopOptions Options = new("Forgetting", "What is to be forgotten is still there.");

    /// <summary>What forgetting would take; nothing is changed.</summary>
    public async Task<ForgetReport> Rehearse(ForgetTarget target, CancellationToken stop)
    {
        var walk = await store.Plan(target, await store.Needles(target, stop), run: null, stop);
        var found = new Dictionary<(string, string), RedactionFinding>();
        RedactionPlace? place = null;
        do
        {
            var page = await walk.Next(place, stop);
            foreach (var one in page.Found)
                found[(one.Table, one.Column)] = found.TryGetValue((one.Table, one.Column), out var before)
                    ? before with
                    {
                        Count = before.Count + one.Count,
                    }
                    : one;
            place = page.Next;
        } while (place is not null);
        var (inFiles, left) = await files.Clean(walk.Needles, target.Session, await store.Projects(stop), apply: false);
        return new(
            null,
            [.. found.Values.OrderBy(one => (one.Table, one.Column)), .. inFiles],
            [.. left, .. await Stays(walk.Needles, stop)]
        );
    }

    /// <summary>Begins to take it, and ends whatever happens.</summary>
    public async Task<ForgetReport> Start(ForgetTarget target, CancellationToken stop)
    {
        var run = Guid.CreateVersion7();
        await store.Begin(run, target, await store.Needles(target, stop), stop);
        Wake();
        return new(run, [], []);
    }

    /// <inheritdoc/>
    protected override async Task Begin(CancellationToken stop)
    {
        await Started(life, stop);
        // A newer brain may have tables that the last one had not.
        await store.Guard(always: false, stop);
    }

    /// <inheritdoc/>
    protected override async Task<TimeSpan?> Round(bool woken, CancellationToken stop)
    {
        if (await store.Unfinished(stop) is null)
            return LookEvery;
        await using var right = await bytes.Lock(stop);
        while (right is not null && await store.Unfinished(stop) is { } run)
        {
            await Go(run, stop);
            LogForgotten(logger, run.Id);
        }

        return LookEvery;
    }

    private async Task Go(ForgetRun run, CancellationToken stop)
    {
        if (run.Phase == "rows")
            run = await TakeRows(run, stop);
        if (run.Phase == "files")
        {
            var walk = await store.Plan(run.Target, run.Needles, run: null, stop);
            var (found, left) = await files.Clean(
                walk.Needles,
                run.Target.Session,
                await store.Projects(stop),
                apply: true
            );
            run = await Move(
                run with
                {
                    Phase = "vacuum",
                    Counts = run.Counts with
                    {
                        Files = run.Counts.Files + found.Length,
                        Left = [.. run.Counts.Left, .. left, .. await Stays(walk.Needles, stop)],
                    },
                },
                stop
            );
        }

        if (run.Phase == "vacuum")
        {
            var left = await bytes.Vacuum(run.Counts.Tables, stop);
            run = await Move(
                run with
                {
                    Phase = "log",
                    Counts = run.Counts with { Left = [.. run.Counts.Left, .. left] },
                },
                stop
            );
        }

        var stays = await bytes.EmptyLog(RealPath.Of(Path.Combine(settings.Home, "pg")), stop);
        if (stays is not null)
            run = run with { Counts = run.Counts with { Left = [.. run.Counts.Left, stays] } };
        await store.End(run, stop);
    }

    // What this silo does not clean: what became a person's, and the files of other machines.
    private async Task<List<string>> Stays(ForgetNeedles needles, CancellationToken stop)
    {
        var left = await files.Stays(needles, await store.Written(stop));
        var others = string.Join(", ", (await store.Hosts(stop)).Where(host => host != Environment.MachineName));
        if (others.Length > 0)
            left.Add(
                $"Files were looked through on {Environment.MachineName} alone. The spool, logs and HANDOFF.md of "
                    + $"{others} may have it: say it there too, with --matching."
            );
        return left;
    }

    private async Task<ForgetRun> TakeRows(ForgetRun run, CancellationToken stop)
    {
        await store.Guard(always: true, stop);
        await LetGrainsGo();
        var walk = await store.Plan(run.Target, run.Needles, run.Id, stop);
        do
        {
            var page = await walk.Next(run.Place, stop);
            var touched =
                page.Changed > 0
                    ? run.Counts.Tables.Append(run.Place?.Table ?? page.Found[0].Table).Distinct().ToArray()
                    : run.Counts.Tables;
            run = await Move(
                run with
                {
                    Place = page.Next,
                    Phase = page.Next is null ? "files" : "rows",
                    Counts = run.Counts with
                    {
                        Rows = run.Counts.Rows + page.Changed,
                        Seen = run.Counts.Seen + page.Rows,
                        SeenMax = Math.Max(run.Counts.SeenMax, page.RowsTotal),
                        Tables = touched,
                    },
                },
                stop
            );
        } while (run.Phase == "rows");
        // What a grain wrote meanwhile of what it had in mind.
        await LetGrainsGo();
        await personas.Refresh();
        RedactionPlace? place = new(ForgetStore.GrainStates, null);
        while (place is { Table: ForgetStore.GrainStates })
            place = (await walk.Next(place, stop)).Next;
        return await Move(
            run with
            {
                Counts = run.Counts with
                {
                    Tables = [.. run.Counts.Tables.Append(ForgetStore.GrainStates).Distinct()],
                    Left = [.. run.Counts.Left, .. walk.Left],
                },
            },
            stop
        );
    }

    private async Task<ForgetRun> Move(ForgetRun run, CancellationToken stop)
    {
        await store.Move(run, stop);
        return run;
    }

    // What grains have in mind is read again from rows that are clean by then.
    private Task LetGrainsGo() => grains.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero);
}
