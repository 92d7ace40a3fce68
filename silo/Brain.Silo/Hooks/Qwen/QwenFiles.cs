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
                var tool = new QwenTool(
                    call.Text("name") ?? "",
                    QwenTool.KindOf(call.Text("name") ?? ""),
                    call.Value("args")
                );
                story.Call(call.Text("id"), tool.Name, tool.Kind, tool.Target, tool.Input?.GetRawText());
            }

            if (piece.Object("functionResponse") is { } result)
                Ends(result, story);
        }

        if (type == "user" && record.Text("provenance") is null or "real_user")
            story.Prompt(record.Text("uuid") ?? "", string.Join('\n', text), null);
        else if (type == "assistant")
            story.Say(string.Join('\n', text));
    }

    private static void Ends(HookJson result, AgentStory story)
    {
        var error = result.Object("response")?.Text("error");
        story.CallEnds(result.Text("id"), error is null ? "ok" : "errored", error);
    }
}
