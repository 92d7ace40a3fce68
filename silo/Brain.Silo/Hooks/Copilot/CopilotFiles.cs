using System.Text.Json;
using Brain.Domain.Sessions;
using Brain.Messages.Hooks.Copilot;
using Brain.Messages.Sessions;
using Brain.Silo.Configuration;
using Brain.Silo.Import;

namespace Brain.Silo.Hooks.Copilot;

/// <summary>Copilot CLI's sessions, a folder each with a file of events.</summary>
internal sealed class CopilotFiles(BrainSettings settings)
    : StorySource(settings, CopilotAgent.Known, new CopilotStory())
{
    /// <inheritdoc/>
    protected override string Sessions => "session-state";

    /// <inheritdoc/>
    protected override ImportFile? Of(string path) =>
        Path.GetFileName(path) == "events.jsonl" && Path.GetFileName(Path.GetDirectoryName(path)) is { Length: > 0 } own
            ? new(path, ImportKind.Transcript, SessionId.OfAgent(own))
            : null;
}

/// <summary>What a session's events tell besides usage.</summary>
internal sealed class CopilotStory : IStoryFormat
{
    private const string Handled = "handled:";
    private const int DigestLength = 64;

    private static readonly CopilotEvents Usage = new();

    /// <inheritdoc/>
    public string Agent => CopilotAgent.Name;

    /// <inheritdoc/>
    public bool HasHookIds => false;

    /// <inheritdoc/>
    public TranscriptLine Read(JsonElement root, ReadOnlySpan<byte> record, TranscriptPlace before) =>
        Usage.Read(root, record, before);

    /// <inheritdoc/>
    public void Tell(HookJson record, AgentStory story)
    {
        if (record.Object("data") is not { } data)
            return;
        story.Within = record.Short(CopilotEvents.AgentId);
        switch (record.Text("type"))
        {
            case "session.start":
                story.Version = data.Text("copilotVersion");
                story.Cwd = data.Object("context")?.Text("cwd");
                story.Branch = data.Object("context")?.Text("branch");
                break;
            case "hook.start" when IsOfPrompt(data, story):
                Asks(data.Object("input")?.Text("prompt"), story);
                break;
            case "hook.end" when IsOfPrompt(data, story) && data.Object("output")?.Flag("handled") == true:
                story.Mark = Handled + story.Mark?[^DigestLength..];
                break;
            case "user.message" when data.Text("source")?.StartsWith("agent-", StringComparison.Ordinal) != true:
                Prompt(record, data, story);
                break;
            case "assistant.message":
                story.Say(data.Text("content") ?? "");
                break;
            case "tool.execution_start":
                story.Call(data.Text("toolCallId"), ToolOf(data));
                break;
            case "tool.execution_complete":
                Ends(data, story);
                break;
            case "abort":
                story.Interrupt();
                break;
        }
    }

    private static bool IsOfPrompt(HookJson data, AgentStory story) =>
        story.Within is null && data.Text("hookType") == "userPromptSubmitted";

    // Several hooks may be asked about the same prompt, and the word of one counts.
    private static void Asks(string? prompt, AgentStory story)
    {
        var digest = HookJson.Digest(prompt ?? "");
        if (story.Mark?.EndsWith(digest, StringComparison.Ordinal) != true)
            story.Mark = digest;
    }

    // What a hook answered itself is written like a prompt and an answer of the model's.
    private static void Prompt(HookJson record, HookJson data, AgentStory story)
    {
        var isHandled = story.Mark?.StartsWith(Handled, StringComparison.Ordinal) == true;
        if (story.Within is null)
            story.Mark = null;
        if (isHandled)
            story.PromptForTheBrain();
        else
            story.Prompt(record.Text("id") ?? "", data.Text("content") ?? "", null);
    }

    private static CopilotTool ToolOf(HookJson data)
    {
        var name = data.Text("toolName") ?? "";
        var house =
            data.Text("mcpServerName") is { Length: > 0 } server && data.Text("mcpToolName") is { Length: > 0 } tool
                ? McpName.Of(server, tool)
                : name;
        return new(house, CopilotTool.KindOf(name), data.Value("arguments"));
    }

    // A command that failed has succeeded in being run.
    private static void Ends(HookJson data, AgentStory story)
    {
        var error = data.Object("error");
        var code = data.Object("shellExecution")?.Number("exitCode");
        var isRefused = error?.Text("code") is "denied" or "rejected";
        var isFailed = data.Flag("success") == false || code is not (null or 0);
        story.CallEnds(
            data.Text("toolCallId"),
            isRefused ? "denied"
                : isFailed ? "errored"
                : data.Flag("success") == true ? "ok"
                : "ended",
            error?.Text("message")
                ?? (isFailed ? $"exit code {code}: {data.Object("result")?.Text("content")}".TrimEnd() : null)
        );
    }
}
