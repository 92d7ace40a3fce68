using System.Buffers;
using System.Text;
using System.Text.Json;
using Brain.Client.Hooks;
using Brain.Client.Http;
using Brain.Client.Install;
using Brain.Messages.Hooks;
using Brain.Messages.Sessions;
using Brain.Messages.Text;

namespace Brain.Client.Agents;

/// <summary>
/// What the native client must know of an agent: how its hooks are carried, and how they are installed.
/// </summary>
internal abstract class HookAgent
{
    private const int SessionCharsMax = 128;

    /// <summary>The agent whose hooks were first.</summary>
    internal static readonly HookAgent First = HookAgents.All[0];

    /// <summary>Which.</summary>
    internal abstract KnownAgent Known { get; }

    /// <summary>The variable with the project's folder in the environment of its hooks; null for none.</summary>
    internal virtual string? ProjectVariable => null;

    /// <summary>The variable with its process in the environment of its hooks; null for none.</summary>
    internal virtual string? ProcessVariable => null;

    /// <summary>The variable with the session's id in the environment of its shells; null for none.</summary>
    internal virtual string? SessionVariable => null;

    /// <summary>A variable that every shell of it has, whatever its session; null when it has none.</summary>
    internal virtual string? ShellVariable => SessionVariable;

    /// <summary>What stands before a parent's id in the first lines of a fork's transcript; null for nothing.</summary>
    internal virtual string? ForkMark => null;

    /// <summary>
    /// The file in which a job in the background keeps the session it was forked from, with what stands before that
    /// session's id; null for none.
    /// </summary>
    /// <param name="read">Reads the environment.</param>
    internal virtual (string File, string Mark)? ForkJob(Func<string, string?> read) => null;

    /// <summary>The options of its program that name a session to go on with.</summary>
    internal virtual IReadOnlyList<string> ResumeOptions => [];

    /// <summary>Which event is named on the command line, for the payload does not say it.</summary>
    internal virtual bool NamesEvent => false;

    /// <summary>Where its hooks and MCP server are put; null for an agent that is installed in another way.</summary>
    internal virtual AgentInstall? Install => null;

    /// <summary>The agent of that name; null when there is none.</summary>
    internal static HookAgent? Find(string name) => Array.Find(HookAgents.All, one => one.Known.Name == name);

    /// <summary>The event's kind, as far as its carrier must know it.</summary>
    internal abstract EventKind KindOf(string name);

    /// <summary>Some event that blocks its action when a hook that is hard fails.</summary>
    internal abstract bool IsRefusable(string name);

    /// <summary>Some event whose message is shown to the person.</summary>
    internal abstract bool IsVisible(string name);

    /// <summary>A person typed it for the brain itself, and waits for the answer.</summary>
    internal virtual bool IsCommand(HookHead head, ReadOnlySpan<byte> payload) =>
        head.Kind == EventKind.Prompt && SaysCommand(HookHead.Text(payload, "prompt"u8));

    /// <summary>Another agent runs the hooks of this one too, and tells the same to hooks of its own.</summary>
    internal virtual bool IsOthers(HookHead head, ReadOnlySpan<byte> payload) => false;

    /// <summary>Which delivery it is, where the agent has told it before; else null.</summary>
    internal virtual Guid? Delivery(ReadOnlySpan<byte> payload) => null;

    /// <summary>The words after its program that start it with a first prompt.</summary>
    internal virtual string[] Started(string prompt) => [prompt];

    /// <summary>How the hook ends when it refuses.</summary>
    internal virtual HookOutcome Refuse(HookHead head, string words) => new(2, default, words);

    /// <summary>The answer whose words the person sees.</summary>
    internal virtual ReadOnlyMemory<byte> Shown(string words) =>
        Object(json => json.WriteString("systemMessage"u8, "🧠 " + TerminalText.Sanitize(words)));

    /// <summary>An answer of one object.</summary>
    protected static ReadOnlyMemory<byte> Object(Action<Utf8JsonWriter> write)
    {
        var into = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(into, new() { Encoder = Unescaped.Instance });
        writer.WriteStartObject();
        write(writer);
        writer.WriteEndObject();
        writer.Flush();
        return into.WrittenMemory;
    }

    // As much as tells that it may be one; the brain knows whether it is.
    private static bool SaysCommand(string? prompt) =>
        prompt?.TrimStart() is { Length: > 1 } typed
        && (typed[0] is '$' or '/' || typed.StartsWith("brain ", StringComparison.Ordinal));

    /// <summary>
    /// The header line that names the session in whose shell this runs, where the environment tells it from a hook's;
    /// else nothing.
    /// </summary>
    internal string ShellHeader() =>
        ProjectVariable is { } ofHooks
        && SessionVariable is { } ofShells
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable(ofHooks))
        && Environment.GetEnvironmentVariable(ofShells) is { Length: > 0 and <= SessionCharsMax } session
        && session.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_')
            ? $"Brain-Shell: {session}\r\n"
            : "";

    /// <summary>The header line that names the event; nothing where the payload does.</summary>
    internal string EventHeader(HookHead head) =>
        NamesEvent && head.Event is { } name
            ? $"Brain-Event: {Convert.ToBase64String(Encoding.UTF8.GetBytes(name))}\r\n"
            : "";
}
