using System.CommandLine;
using Brain.Cli.Screen;
using Brain.Client;
using Brain.Client.Http;
using Brain.Messages.Sessions;
using Brain.Messages.Text;

namespace Brain.Cli.Sessions;

/// <summary><c>brain tail</c>: what happens, as it happens.</summary>
internal static class TailVerb
{
    private const int PauseMs = 500;
    private const int PageLinesMax = 200;

    internal static Command Make(BrainHome home)
    {
        var once = new Option<bool>("--once") { Description = "Print what is there and stop." };
        var session = SharedOptions.Session();
        session.Description = "Only this session, by its id or the first characters of it.";
        var json = SharedOptions.Json();
        var verb = new CatalogCommand("tail") { once, session, json };
        verb.SetAction(parsed =>
        {
            SessionId? id = parsed.GetValue(session) is { } text
                ? SessionChoice.Parse(new(home), text, "--session")
                : null;
            Follow(new(home), id, parsed.GetValue(json), parsed.GetValue(once));
            return ExitCode.Ok;
        });
        return verb;
    }

    private static void Follow(SiloClient client, SessionId? session, bool json, bool once)
    {
        string? cursor = null;
        while (true)
        {
            var page = client.Tail(cursor, session);
            cursor = page.Cursor;
            foreach (var line in page.Lines)
                Print(line, json);
            if (page.Lines.Length >= PageLinesMax)
                continue;
            if (once)
                return;
            Thread.Sleep(PauseMs);
        }
    }

    private static void Print(TailLine line, bool json)
    {
        if (json)
            JsonScreen.PrintLine(line);
        else
            Terminal.Out.WriteLine(
                Terminal.Cut(
                    $"{ClockTime.OfDay(line.At)}  {line.SessionId.Short}  {line.Kind,-8}  "
                        + $"{TerminalText.Line(line.Text)}"
                )
            );
    }
}
