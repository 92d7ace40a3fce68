using System.Collections.Concurrent;
using System.Text.Json;

namespace Brain.Acceptance;

/// <summary>
/// The recorded sessions of <c>fixtures/</c>, each replayed once in a run: one client process for an event, in
/// order, every event twice in a row.
/// </summary>
public sealed class Recordings(BrainFixture brain)
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "fixtures");

    // The same session, first recorded and then resumed in another process: it is one story.
    private static readonly Dictionary<string, string[]> GoesOnIn = new() { ["print-full"] = ["print-resume"] };

    private readonly ConcurrentDictionary<string, Lazy<Task<ReplayedRecording>>> replays = new();

    /// <summary>The name of every recording.</summary>
    public static IEnumerable<string> Names =>
        Directory
            .GetFiles(Folder, "*.jsonl")
            .Select(file => Path.GetFileNameWithoutExtension(file))
            .Except(GoesOnIn.Values.SelectMany(names => names))
            .Order(StringComparer.Ordinal);

    /// <summary>The rows that a person wrote down for a recording.</summary>
    public static string Expected(string name) => File.ReadAllText(Path.Combine(Folder, "expected", $"{name}.txt"));

    /// <summary>Replays a recording, or gives back what came of it earlier.</summary>
    public Task<ReplayedRecording> Replayed(string name) => replays.GetOrAdd(name, _ => new(() => Run(name))).Value;

    private async Task<ReplayedRecording> Run(string name)
    {
        var answers = new List<ReplayedEvent>();
        foreach (var part in GoesOnIn.GetValueOrDefault(name, []).Prepend(name))
            foreach (var line in await File.ReadAllLinesAsync(Path.Combine(Folder, $"{part}.jsonl")))
                for (var time = 1; time <= 2; time++)
                    answers.Add(
                        new(
                            JsonSerializer.Deserialize<JsonElement>(line),
                            await brain.Client(["hook", "claude-code"], line)
                        )
                    );
        return new(answers);
    }
}

/// <summary>What came of replaying a recording.</summary>
/// <param name="Events">Every event, twice in a row, with its answer.</param>
public sealed record ReplayedRecording(IReadOnlyList<ReplayedEvent> Events)
{
    /// <summary>Its sessions, in the order they first spoke.</summary>
    public Guid[] Sessions => [.. Events.Select(one => one.Payload.GetProperty("session_id").GetGuid()).Distinct()];
}

/// <summary>One event and what the client answered.</summary>
public sealed record ReplayedEvent(JsonElement Payload, ProgramRun Answer)
{
    /// <summary>Which hook.</summary>
    public string Name => Payload.GetProperty("hook_event_name").GetString()!;
}
