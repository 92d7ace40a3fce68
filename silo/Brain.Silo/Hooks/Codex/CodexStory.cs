using System.Text.Json;
using Brain.Domain.Sessions;
using Brain.Messages.Hooks.Codex;
using Brain.Messages.Sessions;

namespace Brain.Silo.Hooks.Codex;

/// <summary>
/// What a rollout tells besides usage. A prompt is what a finished item of the person's says, for what goes to the
/// model in their name is more than they typed; older versions say it as a message of the person's.
/// </summary>
internal sealed class CodexStory : IStoryFormat
{
    /// <summary>The only one.</summary>
    public static readonly CodexStory Format = new();

    private const string InCode = "exec-";
    private const string Code = "Process exited with code ";

    /// <inheritdoc/>
    public string Agent => CodexAgent.Name;

    /// <inheritdoc/>
    public bool HasHookIds => true;

    /// <inheritdoc/>
    public TranscriptLine Read(JsonElement root, ReadOnlySpan<byte> record, TranscriptPlace before) =>
        CodexUsage.Format.Read(root, record, before);

    /// <inheritdoc/>
    public void Tell(HookJson record, AgentStory story)
    {
        if (record.Object("payload") is not { } payload)
            return;
        switch (record.Text("type"))
        {
            case "session_meta":
                Meta(payload, story);
                break;
            case "event_msg":
                Event(record, payload, story);
                break;
            case "response_item":
                Item(payload, story);
                break;
        }
    }

    private static void Meta(HookJson payload, AgentStory story)
    {
        var thread = payload.Text("id");
        var session = payload.Text("session_id") ?? thread;
        if (session is null)
            return;
        story.Session = SessionId.OfAgent(session);
        story.SubAgent = payload.Text("parent_thread_id") is null ? null : thread;
        story.Cwd = payload.Text("cwd");
        story.Version = payload.Text("cli_version");
        story.Branch = payload.Object("git")?.Text("branch");
    }

    private static void Event(HookJson record, HookJson payload, AgentStory story)
    {
        switch (payload.Text("type"))
        {
            case "item_completed" when payload.Object("item") is { } item:
                Completed(payload, item, story);
                break;
            case "user_message" when payload.Text("message") is { } typed:
                story.Prompt($"{record.Text("timestamp")}", typed, null);
                break;
            case "agent_message" when payload.Text("message") is { } said:
                story.Say(said);
                break;
            case "task_complete" when payload.Text("last_agent_message") is { } last:
                story.Say(last);
                break;
            case "turn_aborted":
                story.Interrupt();
                break;
        }
    }

    private static void Completed(HookJson payload, HookJson item, AgentStory story)
    {
        switch (item.Text("type"))
        {
            case "UserMessage":
                Guid? turn = Guid.TryParse(payload.Text("turn_id"), out var id) ? id : null;
                story.Prompt(item.Text("id") ?? $"{turn}", TextOf(item), turn);
                break;
            case "AgentMessage":
                story.Say(TextOf(item));
                break;
            case "CommandExecution":
                // What the model's JavaScript runs has ids of its own, and no record of the call.
                if (item.Text("id")?.StartsWith(InCode, StringComparison.Ordinal) == true)
                    story.Call(item.Text("id"), "Bash", ToolKind.Shell, LineOf(item), null);
                var code = item.Number("exit_code");
                story.CallEnds(
                    item.Text("id"),
                    code is 0 ? "ok" : "errored",
                    code is 0 ? null : $"exit code {code}: {item.Text("aggregated_output")}"
                );
                break;
        }
    }

    private static void Item(HookJson payload, AgentStory story)
    {
        switch (payload.Text("type"))
        {
            case "function_call":
                Call(payload, payload.Text("arguments"), story);
                break;
            case "custom_tool_call" when payload.Text("name") != "exec":
                Call(payload, payload.Text("input"), story);
                break;
            case "function_call_output" or "custom_tool_call_output":
                Ends(payload, story);
                break;
        }
    }

    // Hooks say Bash of what runs commands, whatever the model called it.
    private static void Call(HookJson payload, string? input, AgentStory story)
    {
        var name = $"{payload.Text("namespace")}{payload.Text("name")}";
        if (name is "exec_command" or "shell" or "local_shell")
            story.Call(payload.Text("call_id"), "Bash", ToolKind.Shell, CommandOf(input), input);
        else
            story.Call(
                payload.Text("call_id"),
                name,
                CodexTool.KindOf(name),
                name == "apply_patch" ? string.Join(", ", PatchFiles.Of(input ?? "")) : input,
                input
            );
    }

    private static void Ends(HookJson payload, AgentStory story)
    {
        var output = payload.Text("output") ?? "";
        var at = output.IndexOf(Code, StringComparison.Ordinal);
        var failed = at >= 0 && !output.AsSpan(at + Code.Length).StartsWith("0\n", StringComparison.Ordinal);
        var denied = output.StartsWith("Command blocked by ", StringComparison.Ordinal);
        story.CallEnds(
            payload.Text("call_id"),
            denied ? "denied"
                : failed ? "errored"
                : "ok",
            denied || failed ? output : null
        );
    }

    private static string? CommandOf(string? arguments)
    {
        if (arguments is null)
            return null;
        try
        {
            using var json = JsonDocument.Parse(arguments);
            return json.RootElement.TryGetProperty("cmd", out var line) && line.ValueKind == JsonValueKind.String
                ? line.GetString()
                : arguments;
        }
        catch (JsonException)
        {
            return arguments;
        }
    }

    // The shell and its flag stand before the line.
    private static string? LineOf(HookJson item) =>
        item.Value("command") is { ValueKind: JsonValueKind.Array } words
            ? words.EnumerateArray().LastOrDefault() is { ValueKind: JsonValueKind.String } line
                ? line.GetString()
                : null
            : null;

    private static string TextOf(HookJson item) =>
        item.Value("content") is { ValueKind: JsonValueKind.Array } parts
            ? string.Join('\n', parts.EnumerateArray().Select(part => new HookJson(part).Text("text")).OfType<string>())
            : "";
}
