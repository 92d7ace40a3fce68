using System.Text;
using System.Text.Json.Nodes;
using Brain.Cli.Demo;
using Brain.Client;
using Brain.Client.Hooks;

namespace Brain.Cli.Agents.ClaudeCode;

/// <summary>A session of Claude Code as the brain sees it: its events, sent through the code of a real hook.</summary>
/// <param name="home">Where the brain is.</param>
/// <param name="folder">Where the session works.</param>
internal sealed class DemoSession(BrainHome home, string folder)
{
    // A machine that is busy is slow, and this is to be seen whole.
    private const int PatienceMs = 5000;

    private readonly string _id = Guid.NewGuid().ToString();
    private string _prompt = "";
    private int _calls;

    internal string[] Begin() => Send("SessionStart", ("source", "startup"), ("model", "demo"));

    internal string[] Say(string prompt)
    {
        _prompt = Guid.NewGuid().ToString();
        return Send("UserPromptSubmit", ("prompt", prompt));
    }

    /// <summary>A slash command arrives twice: as it was typed, and as its expansion.</summary>
    internal string[] Command(string command, string words)
    {
        Say($"/{command} {words}".TrimEnd());
        return Send(
            "UserPromptExpansion",
            ("prompt", $"/{command} {words}".TrimEnd()),
            ("expansion_type", "slash_command"),
            ("command_name", command),
            ("command_args", words),
            ("command_source", "userSettings")
        );
    }

    /// <summary>It wants to write a file; one that may be written is.</summary>
    internal string[] Write(string file) => Use("Write", new() { ["file_path"] = file, ["content"] = "[]" });

    /// <summary>The same of a line of a shell.</summary>
    internal string[] Run(string line) => Use("Bash", new() { ["command"] = line });

    private string[] Use(string tool, JsonObject input)
    {
        var call = $"toolu_demo{++_calls}";
        var before = Send("PreToolUse", ("tool_name", tool), ("tool_input", input), ("tool_use_id", call));
        if (!before.Any(line => line.StartsWith("deny", StringComparison.Ordinal)))
            Send(
                "PostToolUse",
                ("tool_name", tool),
                ("tool_input", input.DeepClone()),
                ("tool_use_id", call),
                ("tool_response", new JsonObject { ["success"] = true })
            );
        return before;
    }

    internal string[] Stop(string answer) =>
        Send("Stop", ("stop_hook_active", JsonValue.Create(false)), ("last_assistant_message", answer));

    internal void End() => Send("SessionEnd", ("reason", "prompt_input_exit"));

    private string[] Send(string name, params (string Name, JsonNode Value)[] fields)
    {
        var payload = new JsonObject
        {
            ["session_id"] = _id,
            ["transcript_path"] = $"{folder}/{_id}.jsonl",
            ["cwd"] = folder,
            ["prompt_id"] = _prompt,
            ["permission_mode"] = "default",
            ["hook_event_name"] = name,
        };
        foreach (var (field, value) in fields)
            payload[field] = value;
        var carrier = new HookCarrier(home, hard: false) { SoftMs = PatienceMs };
        return DemoText.Answer(carrier.Carry(HookPayload.Of(Encoding.UTF8.GetBytes(payload.ToJsonString()))));
    }
}
