using System.CommandLine;
using Brain.Cli.Screen;
using Brain.Client;
using Brain.Messages.Commands;

namespace Brain.Cli.Undo;

/// <summary><c>brain undo</c>: takes back what a turn or a session changed in the brain.</summary>
internal static class UndoVerb
{
    internal static Command Make(BrainHome home)
    {
        var words = new Argument<string[]>("words")
        {
            Description =
                "Nothing for the last turn, or a turn's number, or session; yes to do it; redo to take an undo back.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var (session, json) = (SharedOptions.Session(), SharedOptions.Json());
        var verb = new CatalogCommand("undo") { words, session, json };
        verb.SetAction(parsed =>
            CommandCall.Run(
                home,
                CommandKind.Undo,
                parsed.GetValue(words) ?? [],
                CommandCall.Needed(home, parsed.GetValue(session)),
                parsed.GetValue(json)
            )
        );
        return verb;
    }
}
