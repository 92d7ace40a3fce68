using System.CommandLine;
using Brain.Cli.Screen;
using Brain.Client;

namespace Brain.Cli.Personas;

/// <summary><c>brain rate</c>: says what a persona's comment was worth.</summary>
internal static class RateVerb
{
    internal static Command Make(BrainHome home)
    {
        var words = new Argument<string[]>("words") { Description = "Who, useful, noise or wrong, and which turn if not the latest: brain rate Steve wrong 3", Arity = ArgumentArity.OneOrMore };
        var (session, json) = (SharedOptions.Session(), SharedOptions.Json());
        var verb = new Command("rate", "Rate a persona's comment: useful, noise or wrong.") { words, session, json };
        verb.SetAction(said => CommandCall.Run(home, "rate", said.GetValue(words) ?? [], CommandCall.Needed(home, said.GetValue(session)), said.GetValue(json)));
        return verb;
    }
}
