using System.CommandLine;
using Brain.Cli.Screen;
using Brain.Client;
using Brain.Client.Http;
using Brain.Messages.Sessions;

namespace Brain.Cli.Sessions;

/// <summary><c>brain mode</c>: shows or changes what the agent may do.</summary>
internal static class ModeVerb
{
    internal static Command Make(BrainHome home)
    {
        var mode = new Argument<string?>("mode")
        {
            Description =
                "sparring talks and reads, debug reads and runs, execution does; without it the mode is shown.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        mode.AcceptOnlyFromAmong([.. ModeWords.All]);
        var (session, json) = (SharedOptions.Session(), SharedOptions.Json());
        var verb = new CatalogCommand("mode") { mode, session, json };
        verb.SetAction(parsed =>
        {
            var client = new SiloClient(home);
            var id = SessionChoice.Pick(client, parsed.GetValue(session));
            return parsed.GetValue(mode) is { } word
                ? ReceiptCall.Print(client.Change(id, new(ModeWords.Parse(word)!.Value)), parsed.GetValue(json))
                : ShownSession.Print(client.Session(id), parsed.GetValue(json), shown => shown.Mode.Word());
        });
        return verb;
    }
}
