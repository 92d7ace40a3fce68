using System.Text;
using Brain.Client.Hooks;
using Brain.Client.Http;
using Brain.Messages.Sessions;

namespace Brain.Client.HandOff;

/// <summary>
/// What the hook adds to HANDOFF.md: a line when a session starts, and each turn as the brain tells it.
/// </summary>
internal static class HandOffTurn
{
    // Beyond the event's own deadline: the event is safe by then, and what is not told now is asked for again.
    private const int PatienceMs = 500;

    /// <summary>Appends the line that opens a session; a session has one, however often it starts.</summary>
    internal static void Open(HandOffFile file, string session, DateTimeOffset now)
    {
        var marker = $"<!-- brain:{session}:0 -->";
        file.Append(
            marker,
            $"{marker}\n## Session {session[..Math.Min(8, session.Length)]} · {now:yyyy-MM-dd HH:mm} UTC\n"
        );
    }

    /// <summary>Asks what the turn came to and appends it, behind the session's turns that are still owed.</summary>
    /// <param name="home">Where the brain is.</param>
    /// <param name="project">The project's root.</param>
    /// <param name="file">The project's.</param>
    /// <param name="payload">The Stop that ended the turn.</param>
    internal static void Append(BrainHome home, string project, HandOffFile file, ReadOnlySpan<byte> payload)
    {
        if (HookHead.Of(payload).Session is not { } session)
            return;
        var turn = new PendingHandOff(
            session,
            Guid.TryParse(HookHead.Text(payload, "prompt_id"u8), out var prompt) ? prompt : null,
            project
        );
        var deadline = Environment.TickCount64 + PatienceMs;
        var owed = new PendingHandOffs(home);
        if (!owed.Pay(session, deadline) || !Append(home, file, turn, deadline))
            owed.Note(turn);
    }

    /// <summary>
    /// Asks what the turn came to and appends it; false when the brain did not say, and may say later.
    /// </summary>
    internal static bool Append(BrainHome home, HandOffFile file, PendingHandOff turn, long deadlineMs)
    {
        var signedFor = file.Project is { } project ? $"project={Uri.EscapeDataString(project)}&" : "";
        var prompt = turn.Prompt is { } id ? $"prompt={id}" : "";
        var head =
            $"GET /sessions/{SessionId.OfAgent(turn.Session)}/handoff?{signedFor}{prompt} HTTP/1.0\r\nHost: "
            + "localhost\r\nConnection: "
            + "close\r\n\r\n";
        var answer = SocketHttp.Exchange(home.Socket, Encoding.ASCII.GetBytes(head), deadlineMs);
        if (answer is { Fault: not null } or { Status: >= 500 })
            return false;
        var text = answer.Status == 200 ? Encoding.UTF8.GetString(answer.Body.Span) : "";
        // Its first line is the marker that tells it from all others.
        if (text.IndexOf('\n') is var end and > 0 && text.StartsWith("<!-- brain:", StringComparison.Ordinal))
            file.Append(text[..end], text);
        return true;
    }
}
