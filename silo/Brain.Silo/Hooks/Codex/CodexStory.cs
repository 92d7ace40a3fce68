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
                story.Mark = payload.Text("turn_id");
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
                story.Prompt(item.Text("id") ?? $"{turn}", item.TextOfParts("content"), turn);
                break;
            case "AgentMessage":
                story.Say(item.TextOfParts("content"));
                break;
            default:
                CodexItem.Tell(payload, item, story);
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

    private static void Call(HookJson payload, string? input, AgentStory story)
    {
        var name = payload.Text("name") ?? "";
        var tool = payload.Text("namespace") switch
        {
            null => name,
            // Hooks put a server's name together with its tool's, and glue any other namespace to the front.
            { } server when server.StartsWith(CodexTool.Mcp, StringComparison.Ordinal) && !server.EndsWith('_') =>
                $"{server}__{name}",
            { } space => space + name,
        };
        // Hooks say Bash of what runs commands, whatever the model called it.
        if (tool is "exec_command" or "shell" or "local_shell")
            story.Call(payload.Text("call_id"), "Bash", ToolKind.Shell, CommandOf(input), input);
        else
            story.Call(payload.Text("call_id"), tool, CodexTool.KindOf(tool), TargetOf(tool, input), input);
    }

    private static void Ends(HookJson payload, AgentStory story)
    {
        var call = payload.Text("call_id");
        var output = payload.Text("output") ?? payload.TextOfParts("output");
        if (CodexEnd.Of(output, story.KindOf(call)) is { } status)
            story.CallEnds(call, status, status is "ok" or "ended" ? null : output);
    }

    private static string? TargetOf(string tool, string? input)
    {
        if (input is null || tool == "apply_patch")
            return string.Join(", ", PatchFiles.Of(input ?? ""));
        try
        {
            using var json = JsonDocument.Parse(input);
            return new CodexTool(tool, CodexTool.KindOf(tool), json.RootElement).Target;
        }
        catch (JsonException)
        {
            return input;
        }
    }

    private static string? CommandOf(string? arguments)
    {
        if (arguments is null)
            return null;
        try
        {
            using var json = JsonDocument.Parse(arguments);
            return json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("cmd", out var line)
                && line.ValueKind == JsonValueKind.String
                ? line.GetString()
                : arguments;
        }
        catch (JsonException)
        {
            return arguments;
        }
    }
}
