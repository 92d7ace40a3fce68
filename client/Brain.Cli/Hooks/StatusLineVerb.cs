using System.Text;
using System.Text.Json.Nodes;
using Brain.Cli.Sessions;
using Brain.Client;
using Brain.Client.Hooks;
using Brain.Client.Http;
using Brain.Messages.Text;

namespace Brain.Cli.Hooks;

/// <summary>
/// <c>brain statusline</c>: an agent's JSON on stdin, one line on stdout. An agent runs it after every answer and shows
/// whatever comes, so it starts nothing it does not need, fails in one quiet line and always exits 0.
/// </summary>
internal static class StatusLineVerb
{
    private const int Stdin = 0;
    private const int Stdout = 1;
    private const int DeadlineMs = 1_000;
    private const int SilenceMs = 500;
    private const string Down = "brain: down";

    internal static int Run(string[] args)
    {
        var (segment, json, home) = (false, false, (string?)null);
        for (var i = 1; i < args.Length; i++)
        {
            segment |= args[i] == "--segment";
            json |= args[i] == "--json";
            if (args[i] == "--home" && i + 1 < args.Length)
                home = args[++i];
            else if (args[i] is not ("--segment" or "--json"))
                return Say($"brain: statusline knows --segment, --json and --home, and not {args[i]}");
        }

        try
        {
            return Say(Line(home is null ? BrainHome.Find() : new(home), segment, json));
        }
        catch (Exception e)
        {
            return Say($"brain: no line ({e.GetType().Name})");
        }
    }

    /// <summary>The line, from what is on stdin and what the brain says.</summary>
    private static string Line(BrainHome home, bool segment, bool json)
    {
        if (Posix.IsTerminal(Stdin) != 0)
            return "brain: statusline reads an agent's JSON from stdin; see brain statusline --help";
        var input = StatusLineInput.Read(HookPayload.Read(Stdin, SilenceMs).Bytes);
        if (input.Session is not { } session)
            return Quiet("brain: no session named", json);

        var request = $"GET /sessions/{session}/status-line HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        var answer = SocketHttp.Exchange(
            home.Socket,
            Encoding.ASCII.GetBytes(request),
            Environment.TickCount64 + DeadlineMs
        );
        if (answer.Status == 404)
            return Quiet("brain: not seen yet", json);
        if (answer.Status != 200)
            return Quiet(Down, json);
        if (json)
            return StatusLineText.Json(JsonNode.Parse(answer.Body.Span)!.AsObject(), input).ToJsonString();
        var line = StatusLineAnswer.Read(answer.Body);
        return segment ? StatusLineText.Segment(line) : StatusLineText.Whole(line, input);
    }

    // A program that reads JSON gets some.
    private static string Quiet(string words, bool json) =>
        json ? new JsonObject { ["error"] = words }.ToJsonString() : words;

    private static int Say(string line)
    {
        _ = Posix.WriteAll(Stdout, Encoding.UTF8.GetBytes(TerminalText.Line(line) + "\n"));
        return 0;
    }
}
