using System.Text;
using System.Text.Json;
using Brain.Client.Agents;
using Brain.Messages.Sessions;

namespace Brain.Client.Hooks;

/// <summary>
/// Where a session came from and in which process it lives, as far as the agent's machine can tell; payloads do not
/// say. The process is the same before and after /clear. A fork's parent stands in its job's state, in the first lines
/// of a copied transcript, or on the command line.
/// </summary>
internal static class SessionLineage
{
    private const int TranscriptBytesMax = 256 * 1024;

    /// <summary>The request's extra headers, each with its line end; empty for events that say nothing of it.</summary>
    internal static string Headers(HookHead head, ReadOnlySpan<byte> payload)
    {
        if (head.Agent.ProcessVariable is { } variable)
            return head.Kind is EventKind.SessionStart or EventKind.SessionEnd
                ? OfNamed(head, payload, Environment.GetEnvironmentVariable(variable))
                : "";
        // A prompt too: an agent may run its hooks only from the middle of a session on.
        return head.Kind is EventKind.SessionStart or EventKind.SessionEnd or EventKind.Prompt
            ? Lines(head, payload, AgentProcess.OfThis(), named: null)
            : "";
    }

    // Of an agent that names its process, a hook without one is not of a session's own.
    private static string OfNamed(HookHead head, ReadOnlySpan<byte> payload, string? named) =>
        int.TryParse(named, out var id) && id > 0 ? Lines(head, payload, id, named: id) : "";

    private static string Lines(HookHead head, ReadOnlySpan<byte> payload, int? process, int? named)
    {
        var parent =
            head.Kind == EventKind.SessionStart && head.Agent.ForkMark is { } mark
                ? Parent(payload.ToArray(), named, head.Agent, mark)
                : null;
        return (process is null ? "" : $"Brain-Process: {process}\r\n")
            + (parent is { } known ? $"Brain-Parent: {known}\r\n" : "");
    }

    private static Guid? Parent(byte[] payload, int? process, HookAgent agent, string mark)
    {
        try
        {
            using var start = JsonDocument.Parse(payload);
            if (start.RootElement.GetProperty("source").GetString() != "fork")
                return null;
            var transcript = start.RootElement.GetProperty("transcript_path").GetString();
            return process is null
                ? OfTranscript(transcript, mark)
                : OfJob(agent)
                    ?? OfTranscript(transcript, mark)
                    ?? OfCommandLine($"/proc/{process}/cmdline", agent.ResumeOptions);
        }
        catch (Exception fault)
            when (fault
                    is JsonException
                        or KeyNotFoundException
                        or InvalidOperationException
                        or IOException
                        or UnauthorizedAccessException
            )
        {
            // Lineage is worth knowing and never worth a session's start.
            return null;
        }
    }

    private static Guid? OfJob(HookAgent agent) =>
        agent.ForkJob(Environment.GetEnvironmentVariable) is var (file, mark)
        && FileHead.Read(file, TranscriptBytesMax) is { } state
            ? After(Encoding.UTF8.GetString(state), mark)
            : null;

    private static Guid? OfTranscript(string? path, string mark)
    {
        return string.IsNullOrEmpty(path) || FileHead.Read(path, TranscriptBytesMax) is not { } start
            ? null
            : After(Encoding.UTF8.GetString(start), mark);
    }

    private static Guid? OfCommandLine(string path, IReadOnlyList<string> options)
    {
        var words = File.ReadAllText(path).Split('\0');
        for (var i = 0; i < words.Length; i++)
        {
            if (
                words[i].Split('=', 2) is [var option, var value]
                && options.Contains(option)
                && Guid.TryParse(value, out var joined)
            )
                return joined;
            if (options.Contains(words[i]) && i + 1 < words.Length && Guid.TryParse(words[i + 1], out var next))
                return next;
        }

        return null;
    }

    // The first UUID within a few words of a name; both files are JSON whose shape is the agent's own affair.
    internal static Guid? After(string text, string name)
    {
        var at = text.IndexOf(name, StringComparison.Ordinal);
        var end = Math.Min(text.Length, at + name.Length + 120);
        for (var i = at < 0 ? end : at + name.Length; i + 36 <= end; i++)
        {
            if (Guid.TryParseExact(text.AsSpan(i, 36), "D", out var id))
                return id;
        }

        return null;
    }
}
