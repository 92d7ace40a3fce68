using System.Text.Json;
using Brain.Domain.Sessions;
using Brain.Messages.Hooks.Qwen;
using Brain.Messages.Sessions;
using Brain.Silo.Configuration;
using Brain.Silo.Import;

namespace Brain.Silo.Hooks.Qwen;

/// <summary>Qwen Code's chats, a file a session.</summary>
internal sealed class QwenFiles(BrainSettings settings) : StorySource(settings, QwenAgent.Known, new QwenStory())
{
    /// <inheritdoc/>
    protected override string Sessions => "projects";

    /// <inheritdoc/>
    protected override ImportFile? Of(string path) =>
        path.EndsWith(".jsonl", StringComparison.Ordinal)
        && Path.GetFileName(Path.GetDirectoryName(path)) == "chats"
        && SessionId.TryParse(Path.GetFileNameWithoutExtension(path), null, out var session)
            ? new(path, ImportKind.Transcript, session)
            : null;
}

/// <summary>What a chat of Qwen Code's tells besides usage.</summary>
internal sealed class QwenStory : IStoryFormat
{
    private static readonly QwenChats Usage = new();

    /// <inheritdoc/>
    public string Agent => QwenAgent.Name;

    /// <inheritdoc/>
    public bool HasHookIds => true;

    /// <inheritdoc/>
    public TranscriptLine Read(JsonElement root, ReadOnlySpan<byte> record, TranscriptPlace before) =>
        Usage.Read(root, record, before);

    /// <inheritdoc/>
    public void Tell(HookJson record, AgentStory story)
    {
        story.Cwd ??= record.Text("cwd");
        story.Version ??= record.Text("version");
        story.Branch ??= record.Text("gitBranch");
        if (record.Object("systemPayload")?.Object("uiEvent") is { } told)
        {
            Called(record, told, story);
            if (QwenChats.Prompt(record.Text("sessionId"), told) is { } prompt)
                story.PromptIs(prompt);
        }

        if (record.Object("message")?.Value("parts") is not { ValueKind: JsonValueKind.Array } parts)
            return;
        var type = record.Text("type");
        var text = new List<string>();
        foreach (var part in parts.EnumerateArray().Where(one => one.ValueKind == JsonValueKind.Object))
        {
            var piece = new HookJson(part);
            if (piece.Text("text") is { } words && piece.Flag("thought") != true)
                text.Add(words);
            if (piece.Object("functionCall") is { } call)
            {
                var name = call.Text("name") ?? "";
                story.Call(call.Text("id"), new QwenTool(name, QwenTool.KindOf(name), call.Value("args")));
            }

            if (piece.Object("functionResponse") is { } result)
                Ends(result, record.Object("toolCallResult"), story);
        }

        if (type == "user" && record.Text("provenance") is null or "real_user")
            story.Prompt(record.Text("uuid") ?? "", string.Join('\n', text), null);
        else if (type == "assistant")
            story.Say(string.Join('\n', text));
    }

    private static void Ends(HookJson result, HookJson? about, AgentStory story)
    {
        var error = result.Object("response")?.Text("error");
        var status = StatusOf(about?.Text("status"), about?.Text("errorType"));
        story.CallEnds(result.Text("id"), status ?? (error is null ? "ok" : "errored"), error);
    }

    // Of a sub-agent's calls, which are in a file of its own, a line of telemetry tells.
    private static void Called(HookJson record, HookJson told, AgentStory story)
    {
        if (told.Text("event.name") != "qwen-code.tool_call" || told.Text("call_id") is not { } call)
            return;
        if (AgentOf(record, told) is { } agent)
        {
            var name = told.Text("function_name") ?? "";
            story.Within = agent;
            story.Call(call, new QwenTool(name, QwenTool.KindOf(name), told.Value("function_args")));
        }

        var status = StatusOf(told.Text("status"), told.Text("error_type"));
        if (status is not null)
            story.CallEnds(call, status, told.Text("error"));
    }

    // Its prompts are SESSION#AGENT#1, and those of the session SESSION########1.
    private static string? AgentOf(HookJson record, HookJson told)
    {
        if (told.Short("subagent_id") is { } named)
            return named;
        if (record.Text("sessionId") is not { } session || told.Text("prompt_id") is not { } prompt)
            return null;
        var end = prompt.LastIndexOf('#');
        return
            prompt.StartsWith($"{session}#", StringComparison.Ordinal)
            && end > session.Length + 1
            && prompt[session.Length + 1] != '#'
            ? prompt[(session.Length + 1)..end]
            : null;
    }

    private static string? StatusOf(string? status, string? errorType) =>
        status switch
        {
            "success" => "ok",
            // By its person.
            "cancelled" => "denied",
            // By a hook, or by a rule.
            "error" when errorType == "execution_denied" => "denied",
            "error" => "errored",
            _ => null,
        };
}
