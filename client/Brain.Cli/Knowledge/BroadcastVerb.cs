using System.CommandLine;
using Brain.Cli.Screen;
using Brain.Client;
using Brain.Messages.Commands;

namespace Brain.Cli.Knowledge;

/// <summary><c>brain broadcast</c>: asks every active persona at the same time.</summary>
internal static class BroadcastVerb
{
    internal static Command Make(BrainHome home)
    {
        var words = new Argument<string[]>("question")
        {
            Description = "What to ask.",
            Arity = ArgumentArity.OneOrMore,
        };
        var (session, json) = (SharedOptions.Session(), SharedOptions.Json());
        var verb = new CatalogCommand("broadcast") { words, session, json };
        verb.SetAction(parsed =>
            CommandCall.Run(
                home,
                CommandKind.Broadcast,
                parsed.GetValue(words) ?? [],
                CommandCall.Known(parsed.GetValue(session)),
                parsed.GetValue(json)
            )
        );
        return verb;
    }
}
