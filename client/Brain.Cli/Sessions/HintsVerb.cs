using System.CommandLine;
using Brain.Cli.Screen;
using Brain.Client;
using Brain.Client.Http;

namespace Brain.Cli.Sessions;

/// <summary><c>brain hints</c>: shows or switches what a session is told by itself of other sessions.</summary>
internal static class HintsVerb
{
    internal static Command Make(BrainHome home)
    {
        var word = new Argument<string?>("word")
        {
            Description = "on or off; without it is shown how it stands.",
            Arity = ArgumentArity.ZeroOrOne,
            HelpName = "on|off",
        };
        word.AcceptOnlyFromAmong("on", "off");
        var (session, json) = (SharedOptions.Session(), SharedOptions.Json());
        var verb = new CatalogCommand("hints") { word, session, json };
        verb.SetAction(parsed =>
        {
            var client = new SiloClient(home);
            bool? on = parsed.GetValue(word) is { } text ? text == "on" : null;
            var id = SessionChoice.Pick(client, parsed.GetValue(session));
            return ReceiptCall.Print(client.Switch(id, new(on)), parsed.GetValue(json));
        });
        return verb;
    }
}
