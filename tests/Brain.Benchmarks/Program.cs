using Brain.Benchmarks;
using Brain.Benchmarks.Search;

if (Training.Wants(args))
    return Training.Run(args);
if (LabelledSets.Wants(args))
    return LabelledSets.Measure(args);

// One JSON line a figure, each with its baseline from the same run. A word picks the figures whose name contains it.
var picked = args.Length > 0 ? args[0] : "";

// Search needs no silo around it, and takes words of its own.
if (picked == "search")
{
    await SearchBench.Run(args[1..]);
    return 0;
}

await using var place = await Workbench.Make();
var figures = new (string Name, Func<Workbench, IAsyncEnumerable<Figure>> Measure)[]
{
    ("hook_process", HookProcess.Measure),
    ("agents", AgentHooks.Measure),
    ("statusline", StatusLineProcess.Measure),
    // Before there is much to embed and before runs are late, for both would be measured with it.
    ("skills", SkillTimes.Measure),
    ("decision", DecisionTime.Measure),
    ("durable_turns", DurableTurns.Measure),
    ("start", StartAndMemory.Measure),
    ("watched_stops", WatchedStops.Measure),
    ("broadcasts", Broadcasts.Measure),
    ("checkins", CheckIns.Measure),
    ("done", Closings.Measure),
    ("undo", Undos.Measure),
    ("bursts", Bursts.Measure),
    ("huge_events", HugeEventTimes.Measure),
    ("soft_down", SoftDown.Measure),
    ("outage", Outages.Measure),
    ("silo_kill", SiloKill.Measure),
    ("pipeline_runs", PipelineRuns.Measure),
    ("secret_scan", SecretScanTimes.Measure),
    ("comeback", Comeback.Measure),
    ("import", Imports.Measure),
    ("mcp", McpCalls.Measure),
    ("dashboard", Dashboards.Measure),
    ("telemetry", TelemetryTimes.Measure),
    // The last, for its million turns are indexed long after.
    ("growth", Growth.Measure),
};
// A figure that can't be taken is said, and keeps no other from being taken.
var failed = 0;
foreach (var (name, measure) in figures.Where(figure => figure.Name.Contains(picked, StringComparison.Ordinal)))
{
    try
    {
        await foreach (var figure in measure(place))
            Console.WriteLine(figure.ToJson());
    }
    catch (Exception fault)
    {
        failed++;
        await Console.Error.WriteLineAsync($"{name}: not taken. {fault}");
    }
}

return failed == 0 ? 0 : 1;
