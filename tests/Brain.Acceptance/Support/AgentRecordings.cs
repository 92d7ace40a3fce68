using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Brain.Client.Install;
using Brain.Messages.Sessions;

namespace Brain.Acceptance;

/// <summary>
/// Recorded sessions of other agents, <c>fixtures/agents/AGENT/SCENE.jsonl</c>: a line is what one hook was handed,
/// with its event and a tab before it where the payload does not name it. Each is replayed once in a run, through a
/// process of the native client for each event, every event twice in a row. Those of opencode, whose hooks are a
/// plugin's, go through the plugin that the brain installs.
/// </summary>
public sealed class AgentRecordings(BrainFixture brain)
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "fixtures", "agents");

    // The same session, resumed in another process: it is one story.
    private static readonly Dictionary<string, string> GoesOnIn = new() { ["resume-1"] = "resume-2" };

    private readonly ConcurrentDictionary<string, Lazy<Task<AgentReplay>>> replays = new();

    /// <summary>Every recording, as AGENT/SCENE.</summary>
    public static IEnumerable<string> Names =>
        Directory
            .EnumerateFiles(Folder, "*.jsonl", SearchOption.AllDirectories)
            .Select(file => Path.ChangeExtension(Path.GetRelativePath(Folder, file), null))
            .Where(name => !GoesOnIn.ContainsValue(Path.GetFileName(name)))
            .Order(StringComparer.Ordinal);

    /// <summary>Those whose rows a person wrote down.</summary>
    public static IEnumerable<string> Written => Names.Where(name => File.Exists(ExpectedFile(name)));

    /// <summary>The rows that a person wrote down.</summary>
    public static string Expected(string name) => File.ReadAllText(ExpectedFile(name));

    /// <summary>Replays a recording, or gives back what came of it earlier.</summary>
    public Task<AgentReplay> Replayed(string name) => replays.GetOrAdd(name, _ => new(() => Run(name))).Value;

    private static string ExpectedFile(string name) => Path.Combine(Folder, $"{name}.txt");

    private async Task<AgentReplay> Run(string name)
    {
        var (agent, scene) = (Path.GetDirectoryName(name)!, Path.GetFileName(name));
        string[] files =
        [
            .. ((string?[])[scene, GoesOnIn.GetValueOrDefault(scene)])
                .Select(part => Path.Combine(Folder, agent, $"{part}.jsonl"))
                .Where(File.Exists),
        ];
        if (agent == "opencode")
            return new(agent, await Played(files));
        var events = new List<AgentReplayedEvent>();
        foreach (var file in files)
        {
            foreach (var line in await File.ReadAllLinesAsync(file))
            {
                var (named, payload) = line.Split('\t', 2) is [var word, var rest] ? (word, rest) : (null, line);
                string[] words = named is null ? ["hook", agent] : ["hook", agent, named];
                for (var time = 1; time <= 2; time++)
                    events.Add(
                        new(named, JsonSerializer.Deserialize<JsonElement>(payload), await brain.Client(words, payload))
                    );
            }
        }

        return new(agent, events);
    }

    private async Task<AgentReplayedEvent[]> Played(string[] files)
    {
        Assert.SkipWhen(
            ProgramOnPath.Find("node", Environment.GetEnvironmentVariable) is null,
            "There is no Node on this machine."
        );
        using var scratch = new Scratch();
        var home = scratch.Folder("home");
        var installed = await brain.Client(["install", "opencode", "--soft-ms", "5000"], home: home);
        Assert.True(installed.ExitCode == 0, installed.Output + installed.Error);
        var player = Path.Combine(Workplace.Checkout(), "tests/Brain.Acceptance/agents/replay-opencode.mjs");
        var plugin = Path.Combine(home, ".config/opencode/plugins/brain.js");
        var run = await ProgramRun.Of(new ProcessStartInfo("node", [player, plugin, .. files]));
        Assert.True(run.ExitCode == 0, run.Error);
        return
        [
            .. run
                .Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonSerializer.Deserialize<JsonElement>(line))
                .Select(told => new AgentReplayedEvent(
                    told.GetProperty("named").GetString(),
                    told.GetProperty("payload"),
                    new(
                        told.GetProperty("status").GetInt32() == 200 ? 0 : 1,
                        told.GetProperty("answer").GetString()!,
                        ""
                    )
                )),
        ];
    }
}

/// <summary>What came of replaying a recording.</summary>
/// <param name="Agent">Whose.</param>
/// <param name="Events">Every event, twice in a row, with its answer.</param>
public sealed record AgentReplay(string Agent, IReadOnlyList<AgentReplayedEvent> Events)
{
    /// <summary>Its sessions, in the order they first spoke; a sub-agent's is its session's.</summary>
    public Guid[] Sessions =>
        [
            .. Events
                .Select(one => one.Payload)
                .Select(payload =>
                    payload.TryGetProperty("parentAgentId", out var parent) ? parent
                    : payload.TryGetProperty("session_id", out var snake) ? snake
                    : payload.GetProperty("sessionId")
                )
                .Select(id => SessionId.OfAgent(id.GetString()!).Value)
                .Distinct(),
        ];
}

/// <summary>One event and what the client answered.</summary>
/// <param name="Named">The event, where the payload does not say.</param>
/// <param name="Payload">What the hook was handed.</param>
/// <param name="Answer">What the client did.</param>
public sealed record AgentReplayedEvent(string? Named, JsonElement Payload, ProgramRun Answer)
{
    /// <summary>Which hook.</summary>
    public string Name => Named ?? Payload.GetProperty("hook_event_name").GetString()!;
}
