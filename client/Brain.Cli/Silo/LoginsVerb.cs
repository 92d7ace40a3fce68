using System.CommandLine;
using Brain.Cli.Screen;
using Brain.Client;
using Brain.Client.Http;
using Brain.Messages;

namespace Brain.Cli.Silo;

/// <summary><c>brain logins</c>: which browsers are signed in; <c>brain logins revoke</c> signs them out.</summary>
internal static class LoginsVerb
{
    internal static Command Make(BrainHome home)
    {
        var json = SharedOptions.Json();
        var verb = new CatalogCommand("logins") { Revoke(home), json };
        verb.SetAction(parsed =>
        {
            var logins = new SiloClient(home).Logins();
            if (parsed.GetValue(json))
                JsonScreen.Print(logins);
            else
                Print(logins);
            return ExitCode.Ok;
        });
        return verb;
    }

    private static CatalogCommand Revoke(BrainHome home)
    {
        var id = new Argument<string?>("id")
        {
            Description = "Which, as `brain logins` names it.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var all = new Option<bool>("--all") { Description = "Every one." };
        var json = SharedOptions.Json();
        var verb = new CatalogCommand("logins", "revoke") { id, all, json };
        verb.SetAction(parsed =>
        {
            if (parsed.GetValue(all) == (parsed.GetValue(id) is not null))
                throw new ClientException(
                    "say either which login (`brain logins` lists them) or --all.",
                    isRefusal: true
                );
            var ended = new SiloClient(home).End(new(parsed.GetValue(id)));
            if (parsed.GetValue(json))
                JsonScreen.Print(ended);
            else
                Terminal.Out.WriteLine(
                    ended.Count switch
                    {
                        0 => "Nobody was signed in by that name.",
                        1 => "1 browser was signed out.",
                        _ => $"{ended.Count} browsers were signed out.",
                    }
                );
            return ended.Count > 0 || parsed.GetValue(all) ? ExitCode.Ok : ExitCode.Failed;
        });
        return verb;
    }

    private static void Print(BrowserLogin[] logins)
    {
        if (logins.Length == 0)
        {
            Terminal.Out.WriteLine("No browser is signed in.");
            return;
        }

        var table = new TextTable("LOGIN", "SINCE", "UNTIL", "BROWSER");
        foreach (var one in logins)
            table.Add(
                one.Id,
                Humanize.Ago(one.CreatedAt, DateTimeOffset.UtcNow),
                ClockTime.Minute(one.ExpiresAt),
                one.Browser
            );
        table.Print(Terminal.Out);
    }
}
