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
        var project = SharedOptions.Project();
        var json = SharedOptions.Json();
        var verb = new CatalogCommand("sessions") { all, project, json };
        verb.SetAction(parsed =>
        {
            var folder = SharedOptions.Folder(parsed.GetValue(project));
            var sessions = new SiloClient(home).Sessions(folder, parsed.GetValue(all), ShownMax);
            if (parsed.GetValue(json))
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
        foreach (var (id, one) in ShortIds.Of([.. sessions.Select(one => one.Id)]).Zip(sessions))
        {
            table.Add(
                id,
                one.TranscriptGoneAt is null ? one.Status : $"{one.Status}, transcript gone",
                one.Mode.Word(),
                one.Turns.ToString(),
                Tokens(one),
                Humanize.Ago(one.LastAt, DateTimeOffset.UtcNow),
                Path.GetFileName(one.Project) is { Length: > 0 } folder ? folder : one.Project ?? "-",
                one.Purpose ?? "-"
            );
        }

        table.Print(Terminal.Out);
    }

    private static string Tokens(SessionSummary session) =>
        Humanize.Tokens(session.Tokens) + (session.Budget is { } cap ? $"/{Humanize.Tokens(cap)}" : "");
}
