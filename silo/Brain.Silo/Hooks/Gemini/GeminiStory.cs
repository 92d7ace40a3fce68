using System.Text.Json;
using Brain.Domain.Sessions;
using Brain.Messages.Hooks.Gemini;
using Brain.Messages.Sessions;

namespace Brain.Silo.Hooks.Gemini;

/// <summary>
/// What a chat tells besides usage: a message each, that of the model a second time once its calls are over. The folder
/// that was worked in stands nowhere but in a sub-agent's.
/// </summary>
internal sealed class GeminiStory : IStoryFormat
{
    /// <summary>The only one.</summary>
    public static readonly GeminiStory Format = new();

    /// <inheritdoc/>
    public string Agent => GeminiAgent.Name;

    /// <inheritdoc/>
    public bool HasHookIds => false;

    /// <inheritdoc/>
    public TranscriptLine Read(JsonElement root, ReadOnlySpan<byte> record, TranscriptPlace before) =>
        GeminiUsage.Format.Read(root, record, before);

    /// <inheritdoc/>
    public void Tell(HookJson record, AgentStory story)
    {
        if (record.Text("sessionId") is { } chat && record.Text("kind") is { } kind)
        {
            var isAgents = kind == "subagent";
            story.SubAgent = isAgents ? chat : null;
            story.Session = isAgents ? story.Session : SessionId.OfAgent(chat);
            return;
        }

        switch (record.Text("type"))
        {
            case "user":
                story.Prompt(record.Text("id") ?? "", GeminiHook.TypedInRecord(TextOf(record)) ?? "", null);
                break;
            case "gemini":
                story.Say(record.Text("content") ?? TextOf(record));
                foreach (var call in Calls(record))
                    Call(call, story);
                break;
            case "info" when GeminiOutcome.SaysStopped(record.Text("content")):
                story.Interrupt();
                break;
        }
    }

    private static void Call(HookJson call, AgentStory story)
    {
        var (id, name) = (call.Text("id"), call.Text("name") ?? "");
        var tool = new GeminiTool(name, GeminiTool.KindOf(name), call.Value("args"));
        story.Call(id, tool);
        if (call.Text("status") is not { } told)
            return;
        var (status, error) = GeminiEnd.Of(call, told, tool.Kind);
        story.CallEnds(id, status, error);
    }

    private static IEnumerable<HookJson> Calls(HookJson record) =>
        record.Value("toolCalls") is { ValueKind: JsonValueKind.Array } calls
            ? calls
                .EnumerateArray()
                .Where(call => call.ValueKind == JsonValueKind.Object)
                .Select(call => new HookJson(call))
            : [];

    // What a tool gave back is a message of the user's too, and no text.
    internal static string TextOf(HookJson record) => record.TextOfParts("content");
}
