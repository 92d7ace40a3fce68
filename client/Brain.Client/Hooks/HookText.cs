using System.Buffers;
using System.Text;
using System.Text.Json;
using Brain.Client.Agents;
using Brain.Client.Http;
using Brain.Messages.Hooks;
using Brain.Messages.Text;

namespace Brain.Client.Hooks;

/// <summary>What a person reads when the brain cannot be asked.</summary>
internal static class HookText
{
    internal static string Usage =>
        $"usage: brain hook {KnownAgent.Names} [--hard] [--handoff] [--home FOLDER] [--soft-ms N] [--hard-ms N]   "
        + "(a hook's JSON on stdin; `brain install AGENT` sets it up)";

    internal const string PutBack = "What you typed is in the input box again; Ctrl-U clears the line.";

    /// <summary>The refusal of a hard session.</summary>
    /// <param name="agent">Whose.</param>
    /// <param name="why">Why the brain could not be asked.</param>
    /// <param name="comes">It is being started again.</param>
    internal static string Refused(HookAgent agent, string why, bool comes) =>
        $"""
            🧠 Refused: this session is hard, and the brain {(
                SocketHttp.IsSlow(why) ? "is slow" : "could not decide"
            )} ({why}).
            To go on: {(
                comes
                    ? "it is being started again, so try in a few seconds; if that does not help, ask `brain doctor`"
                : SocketHttp.IsSlow(why) ? "try again; if it stays slow, ask `brain doctor`"
                : HttpAnswer.Came(why) ? "try again; if that does not help, ask `brain doctor`"
                    : "start it with `brain up`"
            )}, or go back to soft with `brain install {agent.Known.Name}`.
            """;

    internal static string Behind() =>
        """
            🧠 Refused: this session is hard, and events that wait since the brain was down come first; they are being delivered now.
            To go on: try again in a moment. `brain spool` shows how many wait, `brain spool flush` says why they do.
            """;

    internal static string NotAnEvent(HttpAnswer answer) =>
        $"brain: it did not accept this as a hook event (HTTP status {answer.Status}): {FirstLine(answer)}";

    /// <summary>The refusal of a hard session that can't tell what it would let through.</summary>
    internal static string Unreadable(HookAgent agent, string why) =>
        $"""
            🧠 Refused: this session is hard, and what the hook was handed can't be read as an event ({why}).
            To go on: if it comes again, ask `brain doctor`, or go back to soft with `brain install {agent.Known.Name}`.
            """;

    /// <summary>The same in a soft one.</summary>
    /// <param name="agent">Whose.</param>
    /// <param name="why">What is wrong with it.</param>
    /// <param name="lost">Why it could not be kept either; null when it was.</param>
    internal static ReadOnlyMemory<byte> NotRead(HookAgent agent, string why, string? lost) =>
        agent.Shown(
            $"An event of this session can't be read ({why}), so the brain does not know of it. "
                + (lost is null ? "It is kept in spool/rejected.jsonl." : $"It could NOT be kept ({lost}).")
        );

    internal static string Stuck(HttpAnswer answer) =>
        $"brain: it failed at this event {PoisonEvent.TriesMin} times or more, for "
        + $"{PoisonEvent.TimeMin.TotalMinutes:0} minutes or more, while it took "
        + $"others (HTTP status {answer.Status}): {FirstLine(answer)}";

    /// <summary>The answer that says so to the person.</summary>
    /// <param name="agent">Whose session.</param>
    /// <param name="why">Why the brain could not be asked.</param>
    /// <param name="lost">Why the event could not be kept either; null when it was.</param>
    /// <param name="comes">It is being started again.</param>
    internal static ReadOnlyMemory<byte> Down(HookAgent agent, string why, string? lost, bool comes = false)
    {
        var events = lost is null
            ? "and its events are kept in the spool"
            : $"and this event could NOT be kept ({lost})";
        if (SocketHttp.IsSlow(why))
            return agent.Shown(
                $"The brain is slow ({why}): this session goes on without it, {events}. "
                    + "It is heard as soon as there is time; if it stays slow, ask: brain doctor"
            );
        if (HttpAnswer.Came(why))
            return agent.Shown(
                $"The brain could not decide ({why}): this session goes on without it, {events}. "
                    + "It is asked again by itself; if it stays so, ask: brain doctor"
            );
        return agent.Shown(
            $"The brain is down ({why}): this session goes on without it, {events}. "
                + (comes ? "It is being started again; if it stays away, ask: brain doctor" : "Mend it with: brain up")
        );
    }

    /// <summary>Others wait before an event that could not be kept.</summary>
    /// <param name="agent">Whose session.</param>
    /// <param name="lost">Why it could not be kept.</param>
    internal static ReadOnlyMemory<byte> Lost(HookAgent agent, string lost) =>
        agent.Shown(
            "Events that wait since the brain could not be asked come first, and this event could NOT be kept "
                + $"({lost}): the brain does not know of it. Ask: brain doctor"
        );

    /// <summary>The brain's answer, with one line that says that it is back.</summary>
    /// <param name="agent">Whose session.</param>
    /// <param name="answer">A JSON object, or nothing.</param>
    /// <param name="told">How many events it was told meanwhile.</param>
    internal static ReadOnlyMemory<byte> Back(HookAgent agent, ReadOnlySpan<byte> answer, int told)
    {
        var words = $"The brain is back, {Plural.Of(told, "event")} told.";
        if (answer.Length == 0)
            return agent.Shown(words);
        using var known = JsonDocument.Parse(answer.ToArray());
        var before = known.RootElement.TryGetProperty("systemMessage"u8, out var message) ? message.GetString() : null;
        var into = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(into, new() { Encoder = Unescaped.Instance });
        writer.WriteStartObject();
        writer.WriteString("systemMessage"u8, before is null ? $"🧠 {words}" : $"{before}\n🧠 {words}");
        foreach (var field in known.RootElement.EnumerateObject().Where(field => !field.NameEquals("systemMessage"u8)))
            field.WriteTo(writer);
        writer.WriteEndObject();
        writer.Flush();
        return into.WrittenMemory;
    }

    private static string FirstLine(HttpAnswer answer)
    {
        var text = Encoding.UTF8.GetString(answer.Body.Span);
        var end = text.AsSpan().IndexOfAny('\r', '\n');
        return end < 0 ? text : text[..end];
    }
}
