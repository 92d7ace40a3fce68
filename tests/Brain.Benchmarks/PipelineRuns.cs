using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Brain.Domain.Pipelines;
using Brain.Messages;
using Brain.Messages.Pipelines;
using Brain.Postgres.Pipelines;
using Npgsql;

namespace Brain.Benchmarks;

/// <summary>
/// What 10,000 open runs cost a silo: memory, processor while nothing happens, and how long it takes to tell of 1,000
/// that are late at the same moment. Their grains sleep by then, as those of runs that wait for hours do.
/// </summary>
internal static class PipelineRuns
{
    private const int Runs = 10_000;
    private const int Waves = 3;
    private const int WaveRuns = 1_000;
    private const int AtOnce = 16;
    private const double QuietMsMax = 9_000; // of processor a minute: a sixth of one

    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan BetweenWaves = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan QuietLook = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan QuietAfterMax = TimeSpan.FromMinutes(20);

    public static async IAsyncEnumerable<Figure> Measure(Workbench place)
    {
        using var ntfy = new InstantServer("application/json", number =>
            $$"""{"id":"m{{number}}","time":1767225600,"event":"message","topic":"bench","message":"late"}""" + "\n"
        );
        await place.Stop();
        var straight = await WriteBreaks(place);
        await File.WriteAllTextAsync(
            Path.Combine(place.Home, "brain.json"),
            $$$"""{"ntfy":{"server":"http://127.0.0.1:{{{ntfy.Port}}}","topic":"bench"}}"""
        );
        await place.Start();
        await Task.Delay(Settling);
        var without = await Rest(place, Idle);
        var (patient, awake, startsPerSecond) = await Begin(place, without.Bytes);
        yield return new(
            "pipeline_run_starts",
            startsPerSecond,
            "runs/s",
            Against: $"through the silo's door, {AtOnce} at a time, each with its reminder"
        );
        yield return new(
            "memory_per_open_run_awake",
            awake,
            "bytes",
            Against: $"growth of the whole process over {patient} runs, right after they began"
        );

        var waves = await Prepare(place, startsPerSecond);
        await place.Stop();
        await place.Start();
        await Task.Delay(Settling);
        var with = await Rest(place, Idle);
        yield return new(
            "memory_with_10000_open_runs",
            with.Bytes / 1024.0 / 1024.0,
            "MiB",
            without.Bytes / 1024.0 / 1024.0,
            "with none, after a start too; their grains sleep, and their reminders are rows and timers"
        );
        yield return new(
            "idle_processor_with_10000_open_runs",
            with.SiloMs,
            "ms/min",
            without.SiloMs,
            "the silo with none"
        );
        yield return new(
            "idle_processor_with_10000_open_runs_postgres",
            with.PostgresMs,
            "ms/min",
            without.PostgresMs,
            "Postgres' backends with none"
        );

        var told = new List<double>();
        var sent = new List<double>();
        foreach (var (number, (pipeline, due)) in waves.Index())
        {
            told.Add(await Until(due, () => Broken(place, pipeline)));
            sent.Add(await Until(due, () => Sent(place, pipeline)));
            await Check(place, pipeline, ntfy.Requests - (number * WaveRuns));
        }

        var wave = new Times(told);
        yield return new(
            "wave_of_1000_breaks",
            wave.P50,
            "s",
            straight,
            $"the same rows straight from PipelineStore, {AtOnce} at a time; the longest of {Waves} waves was "
                + $"{told.Max():0.00} s",
            "<= 5 s",
            wave.P50 <= 5
        );
        yield return new(
            "wave_of_1000_messages_sent",
            new Times(sent).P50,
            "s",
            Against: $"to an ntfy that answers at once; the longest was {sent.Max():0.00} s"
        );
        File.Delete(Path.Combine(place.Home, "brain.json"));
    }

    // What the database alone needs for a wave, in seconds. Afterwards none of it is open, and nothing is left to send.
    private static async Task<double> WriteBreaks(Workbench place)
    {
        await using var database = place.Database.Open();
        var store = new PipelineStore(database);
        var pipeline = (await store.Version(await Define(place, "straight", "1d"), CancellationToken.None))!;
        var message = new MoveRun(RunMove.Reach);
        var recipients = new BreakRecipients(null, new("bench", 3, [], null));
        var now = DateTimeOffset.UtcNow;
        var begun = Enumerable
            .Range(0, WaveRuns)
            .Select(_ => Run.Of(Guid.NewGuid(), pipeline, now))
            .Select(run => (Run: run, Moved: run.Begin(now)))
            .ToArray();
        await Parallel.ForEachAsync(begun, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (one, _) =>
            await store.Record(RunChange.Of(one.Moved, message, recipients) with { Begins = one.Run.Begins() })
        );
        var changes = begun
            .Select(one => RunChange.Of(one.Moved.Next.Check(now + TimeSpan.FromDays(1)), message, recipients))
            .ToArray();
        var began = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(
            changes,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (change, _) => await store.Record(change)
        );
        var took = Stopwatch.GetElapsedTime(began).TotalSeconds;
        if (await Notified(place, pipeline.Id, "pending") != WaveRuns)
            throw new InvalidOperationException("Not every break that was written straight has its message.");
        await place.Run(
            $"""
            update v2.pipeline_runs set status = 'abandoned', awaiting = null, due_at = null, broken_at = null, ended_at = started_at where pipeline_id = '{pipeline.Id}';
            update v2.notifications set status = 'sent', sent_at = now();
            """
        );
        return took;
    }

    // All that wait for a day.
    private static async Task<(int Runs, double Bytes, double PerSecond)> Begin(Workbench place, long before)
    {
        const int patient = Runs - (Waves * WaveRuns);
        var pipeline = await Define(place, "patient", "1d");
        var began = Stopwatch.GetTimestamp();
        await Start(place, Ids(patient), pipeline);
        var took = Stopwatch.GetElapsedTime(began).TotalSeconds;
        await Task.Delay(TimeSpan.FromSeconds(2));
        return (patient, (await place.Resident() - before) / (double)patient, patient / took);
    }

    // Those of a wave are due at the same moment, far enough away that they can be begun and the silo be started again
    // before.
    private static async Task<(Guid Pipeline, DateTimeOffset Due)[]> Prepare(Workbench place, double startsPerSecond)
    {
        var begins =
            TimeSpan.FromSeconds(2 * Waves * WaveRuns * 2 / startsPerSecond)
            + place.StartTime * 2
            + Settling
            + Idle
            + TimeSpan.FromSeconds(10);
        var waves = new List<(Guid Pipeline, Guid[] Runs, TimeSpan Within)>();
        for (var wave = 0; wave < Waves; wave++)
        {
            var within = TimeSpan.FromSeconds(Math.Ceiling((begins + (wave * BetweenWaves)).TotalSeconds));
            waves.Add((await Define(place, $"wave{wave}", $"{within.TotalSeconds}s"), Ids(WaveRuns), within));
        }

        foreach (var (pipeline, runs, _) in waves)
            await Start(place, runs, pipeline);
        var begun = DateTimeOffset.UtcNow;
        foreach (var (_, runs, _) in waves)
            await Each(place, runs, run =>
                (
                    $"/runs/{run}/moves",
                    JsonSerializer.Serialize(new(RunMove.Reach, "begun") { At = begun }, MessagesJson.Default.MoveRun)
                )
            );
        return [.. waves.Select(wave => (wave.Pipeline, begun + wave.Within))];
    }

    private static Guid[] Ids(int count) => [.. Enumerable.Range(0, count).Select(_ => Guid.NewGuid())];

    private static async Task<Guid> Define(Workbench place, string name, string within)
    {
        await using var database = NpgsqlDataSource.Create(place.Database.Npgsql);
        var yaml =
            $"name: {name}\ntell: Auditor\nlinks:\n  - name: begun\n    within: 1d\n  - name: told\n    within: "
            + $"{within}\n";
        var file = PipelineFile.Read(yaml).File
            ?? throw new InvalidOperationException($"The benchmark's own definition is not one: {yaml}");
        _ = await new PipelineStore(database).Define(file, new(yaml))
            ?? throw new InvalidOperationException($"Nobody is called {file.Tell}.");
        return await place.Read<Guid>($"select id from v2.pipelines where name = '{name}' and status = 'active'");
    }

    private static Task Start(Workbench place, Guid[] runs, Guid pipeline)
    {
        var message = JsonSerializer.Serialize(new(pipeline), MessagesJson.Default.StartRun);
        return Each(place, runs, run => ($"/runs/{run}", message));
    }

    private static async Task Each(Workbench place, Guid[] runs, Func<Guid, (string Path, string Message)> said)
    {
        using var http = place.Http(AtOnce);
        await Parallel.ForEachAsync(runs, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (run, stop) =>
        {
            var (path, message) = said(run);
            using var content = new StringContent(message, System.Text.Encoding.UTF8, "application/json");
            using var answer = await http.PostAsync(path, content, stop);
            if (!answer.IsSuccessStatusCode)
                throw new InvalidOperationException($"{path}: {await answer.Content.ReadAsStringAsync(stop)}");
        });
    }

    /// <summary>
    /// The silo's memory, and milliseconds of processor in a minute in which nobody asks for anything.
    /// </summary>
    public static async Task<(long Bytes, double SiloMs, double PostgresMs)> Rest(Workbench place, TimeSpan idle)
    {
        var (silo, postgres, began) = (await Processor(place.SiloId), await Backends(place), Stopwatch.GetTimestamp());
        await Task.Delay(idle);
        var minutes = Stopwatch.GetElapsedTime(began).TotalMinutes;
        return (
            await place.Resident(),
            (await Processor(place.SiloId) - silo) / minutes,
            (await Backends(place) - postgres) / minutes
        );
    }

    /// <summary>
    /// Waits until what came before is worked off: vectors of turns are made long after their hooks were answered.
    /// </summary>
    public static async Task Quiet(Workbench place)
    {
        var began = Stopwatch.GetTimestamp();
        while (await Rest(place, QuietLook) is var (_, silo, postgres) && silo + postgres > QuietMsMax)
        {
            if (Stopwatch.GetElapsedTime(began) > QuietAfterMax)
                throw new InvalidOperationException(
                    $"After {QuietAfterMax} the silo and Postgres still took {silo + postgres:0} ms of processor a "
                        + $"minute; expected at most {QuietMsMax}."
                );
        }
    }

    private static async Task<double> Backends(Workbench place)
    {
        var ids = await place.Read<int[]>(
            "select array_agg(pid) from pg_stat_activity where datname = current_database() and application_name "
                + "= 'brain'"
        );
        var times = await Task.WhenAll(ids.Select(Processor));
        return times.Sum();
    }

    // The kernel counts in hundredths of a second.
    private static async Task<double> Processor(int process)
    {
        var fields = (await File.ReadAllTextAsync($"/proc/{process}/stat")).Split(") ")[^1].Split(' ');
        return 10
            * (
                double.Parse(fields[11], CultureInfo.InvariantCulture)
                + double.Parse(fields[12], CultureInfo.InvariantCulture)
            );
    }

    // Seconds from the moment at which a wave is due until all of it is there.
    private static async Task<double> Until(DateTimeOffset due, Func<Task<long>> count)
    {
        if (due - DateTimeOffset.UtcNow is { Ticks: > 0 } wait)
            await Task.Delay(wait);
        while (await count() < WaveRuns)
        {
            if (DateTimeOffset.UtcNow - due > TimeSpan.FromMinutes(2))
                throw new InvalidOperationException(
                    $"Two minutes after {WaveRuns} runs were due only {await count()} are told of."
                );
            await Task.Delay(20);
        }

        return (DateTimeOffset.UtcNow - due).TotalSeconds;
    }

    private static Task<long> Broken(Workbench place, Guid pipeline) =>
        place.Read<long>(
            $"select count(*) from v2.pipeline_runs where pipeline_id = '{pipeline}' and status = 'open' and "
                + "broken_at is not null"
        );

    private static Task<long> Sent(Workbench place, Guid pipeline) => Notified(place, pipeline, "sent");

    private static Task<long> Notified(Workbench place, Guid pipeline, string status) =>
        place.Read<long>(
            $"""
            select count(*) from v2.pipeline_runs r
            join v2.invariant_events e on e.run_id = r.id and e.status = 'broken' and e.place = r.awaiting
            join v2.persona_comments c on c.event_id = e.id
            join v2.notifications n on n.event_id = e.id and n.status = '{status}'
            where r.pipeline_id = '{pipeline}'
            """
        );

    // Each is told once, and none is lost: there is one break a run, with one comment and one message, and the server
    // heard of each once.
    private static async Task Check(Workbench place, Guid pipeline, int heard)
    {
        var counts = await place.Read<string>(
            $"""
            select concat_ws(' ', count(*), count(distinct e.run_id), count(c.id), count(n.id)) from v2.invariant_events e
            left join v2.persona_comments c on c.event_id = e.id
            left join v2.notifications n on n.event_id = e.id
            where e.status = 'broken' and e.run_id in (select id from v2.pipeline_runs where pipeline_id = '{pipeline}')
            """
        );
        if (counts != $"{WaveRuns} {WaveRuns} {WaveRuns} {WaveRuns}" || heard != WaveRuns)
            throw new InvalidOperationException(
                $"{WaveRuns} runs were late; breaks, runs, comments and messages are {counts}, and {heard} were sent."
            );
    }
}
