using System.CommandLine;
using Brain.Cli.Screen;
using Brain.Client;
using Brain.Client.Http;
using Brain.Messages.Sessions;

namespace Brain.Cli.Sessions;

/// <summary><c>brain sessions</c>: the list.</summary>
internal static class SessionsVerb
{
    private const int ShownMax = 100;

    internal static Command Make(BrainHome home)
    {
        var all = new Option<bool>("--all", "-a") { Description = "Ended and abandoned ones too." };
        var project = new Option<string?>("--project", "-p")
        {
            Description = "Only those that work in this folder.",
            HelpName = "PATH",
        };
        var json = SharedOptions.Json();
        var verb = new CatalogCommand("sessions") { all, project, json };
        verb.SetAction(said =>
        {
            var folder = said.GetValue(project) is { } path ? Path.GetFullPath(path) : null;
            var sessions = new SiloClient(home).Sessions(folder, said.GetValue(all), ShownMax);
            if (said.GetValue(json))
                JsonScreen.Print(sessions);
            else
                Print(sessions);
            return ExitCode.Ok;
        });
        return verb;
    }

    private static void Print(SessionSummary[] sessions)
    {
        if (sessions.Length == 0)
        {
            Terminal.Out.WriteLine(
                "No sessions. Start one with `claude` in a project; `brain sessions --all` shows ended ones."
            );
            return;
        }

        var table = new TextTable("SESSION", "STATUS", "MODE", "TURNS", "TOKENS", "LAST", "PROJECT", "PURPOSE");
        foreach (var one in sessions)
        {
            table.Add(
                one.Id.ToString(),
                one.Status,
                ModeVerb.Word(one.Mode),
                one.Turns.ToString(),
                Tokens(one),
                Humanize.Ago(one.LastAt, DateTimeOffset.UtcNow),
                one.Project ?? "-",
                one.Purpose ?? "-"
            );
        }

        table.Print(Terminal.Out);
    }

    private static string Tokens(SessionSummary session) =>
        Humanize.Tokens(session.Tokens) + (session.Budget is { } cap ? $"/{Humanize.Tokens(cap)}" : "");
}
