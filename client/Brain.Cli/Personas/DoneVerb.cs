using System.CommandLine;
using Brain.Cli.Screen;
using Brain.Client;
using Brain.Messages.Commands;

namespace Brain.Cli.Personas;

/// <summary><c>brain done</c>: closes a session: classifies its turns, rates comments, keeps what was learnt.</summary>
internal static class DoneVerb
{
    internal static Command Make(BrainHome home)
    {
        var words = new Argument<string[]>("words") { Description = "Nothing.", Arity = ArgumentArity.ZeroOrMore };
        var (session, json) = (SharedOptions.Session(), SharedOptions.Json());
        var verb = new CatalogCommand("done") { words, session, json };
        verb.SetAction(said =>
            CommandCall.Run(
                home,
                CommandKind.Done,
                said.GetValue(words) ?? [],
                CommandCall.Needed(home, said.GetValue(session)),
                said.GetValue(json)
            )
        );
        return verb;
    }
}
