using System.CommandLine;
using Brain.Cli.Screen;
using Brain.Client;
using Brain.Messages.Commands;

namespace Brain.Cli;

/// <summary>A verb whose words the silo reads: what needs no more than the catalogue has no file of its own.</summary>
internal static class RequestVerb
{
    internal static Command Make(BrainHome home, CommandVerb about)
    {
        var words = new Argument<string[]>("words")
        {
            Description = about.Usage.Length > 0 ? about.Usage : "Nothing.",
            Arity = about.Usage.Length > 0 ? ArgumentArity.OneOrMore : ArgumentArity.ZeroOrMore,
        };
        var (session, json) = (SharedOptions.Session(), SharedOptions.Json());
        var verb = new CatalogCommand(about.Name) { words, session, json };
        verb.SetAction(parsed =>
            CommandCall.Run(
                home,
                about.Kind!.Value,
                parsed.GetValue(words) ?? [],
                about.NeedsSession
                    ? CommandCall.Needed(home, parsed.GetValue(session))
                    : CommandCall.Known(parsed.GetValue(session)),
                parsed.GetValue(json)
            )
        );
        return verb;
    }
}
