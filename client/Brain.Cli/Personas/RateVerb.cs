using System.CommandLine;
using Brain.Cli.Screen;
using Brain.Client;
using Brain.Messages.Commands;

namespace Brain.Cli.Personas;

/// <summary><c>brain rate</c>: says what a persona's comment was worth.</summary>
internal static class RateVerb
{
    internal static Command Make(BrainHome home)
    {
        var words = new Argument<string[]>("words")
        {
            Description = "Who, useful, noise or wrong, and which turn if not the latest: brain rate Steve wrong 3",
            Arity = ArgumentArity.OneOrMore,
        };
        words.HelpName = words.Name;
        words.CompletionSources.Add(Completions.Personas);
        var (session, json) = (SharedOptions.Session(), SharedOptions.Json());
        var verb = new CatalogCommand("rate") { words, session, json };
        verb.SetAction(parsed =>
            CommandCall.Run(
                home,
                CommandKind.Rate,
                parsed.GetValue(words) ?? [],
                CommandCall.Needed(home, parsed.GetValue(session)),
                parsed.GetValue(json)
            )
        );
        return verb;
    }
}
