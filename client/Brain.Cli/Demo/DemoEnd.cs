using Brain.Cli.Screen;
using Brain.Cli.Silo;
using Brain.Client;
using Brain.Client.Http;
using Brain.Messages.Sessions;

namespace Brain.Cli.Demo;

/// <summary>What is left of a replay, and where to look at it.</summary>
internal static class DemoEnd
{
    internal static void Print(BrainHome home, SessionId session)
    {
        var client = new SiloClient(home);
        var status = client.Status() ?? SiloNotes.Status(home);
        Terminal.Out.WriteLine("\nThe session's turns, as they lie in Postgres:\n");
        var table = new TextTable("TURN", "STATUS", "TOOLS", "PERSON", "ASSISTANT");
        foreach (var turn in client.Turns(session))
        {
            table.Add(
                turn.Num.ToString(),
                turn.Status,
                turn.ToolCalls.ToString(),
                Short(turn.User),
                Short(turn.Error ?? turn.Assistant)
            );
        }

        table.Print(Terminal.Out);
        Terminal.Out.WriteLine(
            $"""

            Where to look:
              brain sessions --all
              brain tail --once --session {session}
              brain dashboard
              psql "{status.Database}" -c "select * from v2.decisions where session_id = '{session}' order by created_at"
            """
        );
    }

    private static string Short(string? text) =>
        text is null ? "-"
        : text.Length <= 50 ? text
        : text[..50] + "…";
}
