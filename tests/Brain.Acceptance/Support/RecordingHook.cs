using System.Text.Json;

namespace Brain.Acceptance;

/// <summary>A hook that only writes down what Claude Code says to it, to learn what the real one does.</summary>
public sealed class RecordingHook
{
    private static readonly string[] Events =
    [
        "SessionStart",
        "UserPromptSubmit",
        "UserPromptExpansion",
        "PreToolUse",
        "PermissionRequest",
        "PostToolUse",
        "PostToolUseFailure",
        "PostToolBatch",
        "SubagentStart",
        "SubagentStop",
        "Stop",
        "StopFailure",
        "PreCompact",
        "PostCompact",
        "ConfigChange",
        "SessionEnd",
    ];

    private readonly string folder;

    /// <param name="claude">Whose settings it is written into.</param>
    /// <param name="scratch">Where it keeps what it hears.</param>
    /// <param name="answers">What it prints for an event, as JSON.</param>
    public RecordingHook(ClaudeCode claude, Scratch scratch, Dictionary<string, string>? answers = null)
    {
        folder = scratch.Folder("heard");
        var script = Path.Combine(scratch.Path, "hook.sh");
        File.WriteAllText(
            script,
            $$"""
            payload=$(cat)
            at=$(date +%s%N)
            path=$(printf '%s' "$payload" | sed -n 's/.*"transcript_path":"\([^"]*\)".*/\1/p')
            lines=$(cat "$path" 2>/dev/null | wc -l)
            printf '{"event":"%s","pid":"%s","lines":%s,"payload":%s}' "$1" "$CLAUDE_PID" "$lines" "$payload" > {{folder}}/$at-$$.part
            mv {{folder}}/$at-$$.part {{folder}}/$at-$$.json
            cat {{folder}}/answer-$1 2>/dev/null
            exit 0
            """
        );
        foreach (var (name, answer) in answers ?? [])
            File.WriteAllText(Path.Combine(folder, $"answer-{name}"), answer);
        var hooks = Events.ToDictionary(
            name => name,
            name =>
                new[]
                {
                    new
                    {
                        hooks = new[]
                        {
                            new
                            {
                                type = "command",
                                command = $"sh {script} {name}",
                                timeout = 10,
                            },
                        },
                    },
                }
        );
        var settings = Directory.CreateDirectory(Path.Combine(claude.Home, ".claude")).FullName;
        File.WriteAllText(Path.Combine(settings, "settings.json"), JsonSerializer.Serialize(new { hooks }));
    }

    /// <summary>What it heard, oldest first.</summary>
    public IReadOnlyList<RecordedEvent> Heard =>
        [
            .. Directory
                .GetFiles(folder, "*.json")
                .OrderBy(file => file, StringComparer.Ordinal)
                .Select(file => JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(file)))
                .Select(heard => new RecordedEvent(
                    heard.GetProperty("event").GetString()!,
                    heard.GetProperty("pid").GetString()!,
                    heard.GetProperty("lines").GetInt32(),
                    heard.GetProperty("payload")
                )),
        ];

    /// <summary>The payloads of one event, oldest first.</summary>
    public IReadOnlyList<RecordedEvent> Of(string name) => [.. Heard.Where(recorded => recorded.Event == name)];
}

/// <summary>One event that a hook heard.</summary>
/// <param name="Event">Which.</param>
/// <param name="Pid">The hook's <c>CLAUDE_PID</c>.</param>
/// <param name="Lines">How many lines the transcript had at that moment.</param>
/// <param name="Payload">What the hook read on stdin.</param>
public sealed record RecordedEvent(string Event, string Pid, int Lines, JsonElement Payload)
{
    /// <summary>A field of the payload as text; null where there is none.</summary>
    public string? this[string field] => Payload.TryGetProperty(field, out var value) ? value.ToString() : null;
}
