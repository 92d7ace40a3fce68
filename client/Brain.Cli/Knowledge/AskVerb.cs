using System.CommandLine;
using Brain.Cli.Screen;
using Brain.Client;
using Brain.Messages.Commands;

namespace Brain.Cli.Knowledge;

/// <summary><c>brain ask</c>: asks a persona.</summary>
internal static class AskVerb
{
    internal static Command Make(BrainHome home)
    {
        var words = new Argument<string[]>("question")
        {
            Description = "Who, and what: brain ask Steve which endpoints page?",
            Arity = ArgumentArity.OneOrMore,
        };
        words.HelpName = words.Name;
        words.CompletionSources.Add(Completions.Personas);
        var (session, json) = (SharedOptions.Session(), SharedOptions.Json());
        var verb = new CatalogCommand("ask") { words, session, json };
        verb.SetAction(parsed =>
            CommandCall.Run(
                home,
                CommandKind.Ask,
                parsed.GetValue(words) ?? [],
                CommandCall.Known(parsed.GetValue(session)),
                parsed.GetValue(json)
            )
        );
        return verb;
    }
}
