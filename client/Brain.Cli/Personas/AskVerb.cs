using System.CommandLine;
using Brain.Cli.Screen;
using Brain.Client;

namespace Brain.Cli.Personas;

/// <summary><c>brain ask</c>: asks a persona.</summary>
internal static class AskVerb
{
    internal static Command Make(BrainHome home)
    {
        var words = new Argument<string[]>("question") { Description = "Who, and what: brain ask Steve which endpoints page?", Arity = ArgumentArity.OneOrMore };
        var (session, json) = (SharedOptions.Session(), SharedOptions.Json());
        var verb = new Command("ask", "Ask a persona; its answer cites the rows it used.") { words, session, json };
        verb.SetAction(said => CommandCall.Run(home, "ask", said.GetValue(words) ?? [], CommandCall.Known(said.GetValue(session)), said.GetValue(json)));
        return verb;
    }
}
