using System.Text.Json;
using Brain.Domain.Sessions;
using Brain.Messages.Hooks.OpenCode;

namespace Brain.Silo.Hooks.OpenCode;

/// <summary>
/// What the lines of <see cref="OpenCodeDatabase"/> say, under the ids that the plugin tells by: prompts by their
/// message, calls by their own, requests by the part that ends them.
/// </summary>
internal sealed class OpenCodeStory : IStoryFormat
{
    /// <summary>The only one.</summary>
    public static readonly OpenCodeStory Format = new();

    /// <summary>The error of a turn that the person stopped.</summary>
    public const string Aborted = "MessageAbortedError";

    private const string NoteBegins = "<shell_metadata>";
    private const string NoteEnds = "</shell_metadata>";
    private const string Stopped = "User aborted the command";
    private const string Rejected = "The user rejected permission";
    private const string Forbidden = "The user has specified a rule which prevents";

    /// <inheritdoc/>
    public string Agent => OpenCodeAgent.Name;

    /// <inheritdoc/>
    public bool HasHookIds => true;

    /// <inheritdoc/>
    public TranscriptLine Read(JsonElement root, ReadOnlySpan<byte> record, TranscriptPlace before)
    {
        var line = new HookJson(root);
        var at = line.Time("at");
        var prompt = (line.Text("parent") ?? line.Text("prompt")) is { Length: > 0 } id ? HookJson.Id(id) : (Guid?)null;
        var used =
            line.Object("data") is { } data && data.Text("type") == "step-finish"
                ? OpenCodeUsage.Entry(line.Text("part"), line.Text("model"), data, at)
                : null;
        return new(used is null ? null : used with { AgentId = line.Text("agent") }, prompt, false) { At = at };
    }

    /// <inheritdoc/>
    public void Tell(HookJson record, AgentStory story)
    {
        story.Cwd ??= record.Text("directory");
        story.Title ??= record.Text("title");
        story.Version ??= record.Text("version");
        if (record.Text("prompt") is { } message)
            story.Prompt(message, OpenCodeHook.Typed(record.Text("text")) ?? "", HookJson.Id(message));
        if (record.Text("error") == Aborted)
            story.Interrupt();
        if (record.Object("data") is not { } part)
            return;
        if (part.Text("type") == "tool")
            Call(part, story);
        else if (part.Text("type") == "text" && record.Text("role") == "assistant" && part.Flag("synthetic") != true)
            story.Say(part.Text("text") ?? "");
    }

    private static void Call(HookJson part, AgentStory story)
    {
        var state = part.Object("state");
        var tool = OpenCodeTool.Of(part.Text("tool") ?? "", state?.Value("input"));
        story.Call(part.Text("callID"), tool.Name, tool.Kind, tool.Target, tool.Input?.GetRawText());
        if (state is { } told && Ended(told) is { } end)
            story.CallEnds(part.Text("callID"), end.Status, end.Error);
    }

    private static (string Status, string? Error)? Ended(HookJson state)
    {
        var error = state.Text("error") ?? "an error";
        return state.Text("status") switch
        {
            "completed" when state.Object("metadata")?.Number("exit") is { } code && code != 0 => (
                "errored",
                $"exit code {code}: {state.Text("output")}"
            ),
            "completed" when CutShort(state) is { } why => why.Contains(Stopped, StringComparison.Ordinal)
                ? ("interrupted", why)
                : ("errored", why),
            "completed" => ("ok", null),
            "error" when state.Object("metadata")?.Flag("interrupted") == true => ("interrupted", error),
            "error" when error.StartsWith(Rejected, StringComparison.Ordinal)
                    || error.StartsWith(Forbidden, StringComparison.Ordinal) => ("denied", error),
            "error" => ("errored", error),
            _ => null,
        };
    }

    // A shell that was ended has no exit code, and says why behind its output.
    private static string? CutShort(HookJson state)
    {
        if (
            state.Object("metadata")?.Number("exit") is not null
            || state.Text("output") is not { } output
            || !output.EndsWith(NoteEnds, StringComparison.Ordinal)
        )
            return null;
        var note = output.LastIndexOf(NoteBegins, StringComparison.Ordinal);
        return note < 0 ? null : output[(note + NoteBegins.Length)..^NoteEnds.Length].Trim();
    }
}
