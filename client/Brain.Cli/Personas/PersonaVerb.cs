using System.CommandLine;
using Brain.Cli.Screen;
using Brain.Client;
using Brain.Client.Http;
using Brain.Messages.Commands;
using Brain.Messages.Personas;

namespace Brain.Cli.Personas;

/// <summary>
/// <c>brain persona</c>: lists personas, and makes and changes them with the words of the slash command.
/// </summary>
internal static class PersonaVerb
{
    internal static Command Make(BrainHome home)
    {
        var words = new Argument<string[]>("words")
        {
            Description =
                "list · show NAME · create NAME EMOJI \"JOB\" · rename NAME NEW · deactivate, activate, archive, "
                + "restore, unmute or test NAME",
            Arity = ArgumentArity.ZeroOrMore,
        };
        words.HelpName = words.Name;
        words.CompletionSources.Add(Completions.Personas);
        words.CompletionSources.Add([.. CommandCatalog.Of(CommandKind.Persona).Words.Select(one => one.Name)]);
        var (session, json) = (SharedOptions.Session(), SharedOptions.Json());
        var verb = new CatalogCommand("persona") { words, session, json };
        verb.SetAction(parsed =>
        {
            var spoken = parsed.GetValue(words) ?? [];
            return spoken is [] or ["list"]
                ? List(new SiloClient(home).Personas(), parsed.GetValue(json))
                : CommandCall.Run(
                    home,
                    CommandKind.Persona,
                    spoken,
                    CommandCall.Known(parsed.GetValue(session)),
                    parsed.GetValue(json)
                );
        });
        return verb;
    }

    private static int List(PersonaSummary[] personas, bool json)
    {
        if (json)
        {
            JsonScreen.Print(personas);
            return ExitCode.Ok;
        }

        var table = new TextTable("PERSONA", "TIER", "STATUS", "RATED", "PRECISION", "JOB");
        foreach (var one in personas)
        {
            var precision = one.Precision is { } share ? $"{share:P0}{(one.Muted ? " (muted)" : "")}" : "-";
            table.Add(
                $"{one.Emoji} {one.Name}",
                one.Tier,
                one.Status,
                (one.Useful + one.Noise + one.Wrong).ToString(),
                precision,
                one.Job
            );
        }

        table.Print(Terminal.Out);
        return ExitCode.Ok;
    }
}
