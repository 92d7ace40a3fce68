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
        switch (record.Text("type"))
        {
            case "session.start":
                story.Version = data.Text("copilotVersion");
                story.Cwd = data.Object("context")?.Text("cwd");
                story.Branch = data.Object("context")?.Text("branch");
                break;
            case "user.message" when data.Text("source")?.StartsWith("agent-", StringComparison.Ordinal) != true:
                story.Prompt(record.Text("id") ?? "", data.Text("content") ?? "", null);
                break;
            case "assistant.message":
                story.Say(data.Text("content") ?? "");
                break;
            case "tool.execution_start":
                var tool = new CopilotTool(
                    data.Text("toolName") ?? "",
                    CopilotTool.KindOf(data.Text("toolName") ?? ""),
                    data.Value("arguments")
                );
                story.Call(data.Text("toolCallId"), tool.Name, tool.Kind, tool.Target, tool.Input?.GetRawText());
                break;
            case "tool.execution_complete":
                var ok = data.Flag("success") != false;
                story.CallEnds(
                    data.Text("toolCallId"),
                    ok ? "ok" : "errored",
                    ok ? null : data.Object("error")?.Text("message")
                );
                break;
            case "abort":
                story.Interrupt();
                break;
        }
    }
}
