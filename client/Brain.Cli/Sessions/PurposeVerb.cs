using System.CommandLine;
using Brain.Cli.Screen;
using Brain.Client;
using Brain.Client.Http;

namespace Brain.Cli.Sessions;

/// <summary><c>brain purpose</c>: shows or declares what a session is for.</summary>
internal static class PurposeVerb
{
    internal static Command Make(BrainHome home)
    {
        var text = new Argument<string[]>("text")
        {
            Description = "What the session is for; without it the purpose is shown.",
        };
        var (session, json) = (SharedOptions.Session(), SharedOptions.Json());
        var verb = new CatalogCommand("purpose") { text, session, json };
        verb.SetAction(parsed =>
        {
            var client = new SiloClient(home);
            var id = SessionChoice.Pick(client, parsed.GetValue(session));
            return parsed.GetValue(text) is { Length: > 0 } words
                ? ReceiptCall.Print(client.Declare(id, new(string.Join(' ', words))), parsed.GetValue(json))
                : ShownSession.Print(client.Session(id), parsed.GetValue(json), shown =>
                    shown.Purpose ?? "no purpose is declared"
                );
        });
        return verb;
    }
}
