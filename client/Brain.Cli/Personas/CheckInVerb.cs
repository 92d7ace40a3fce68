using System.CommandLine;
using Brain.Cli.Screen;
using Brain.Client;
using Brain.Client.Http;
using Brain.Messages.Commands;

namespace Brain.Cli.Personas;

/// <summary><c>brain checkin</c>: how a persona is doing.</summary>
internal static class CheckInVerb
{
    internal static Command Make(BrainHome home)
    {
        var persona = new Argument<string>("persona") { Description = "Who." };
        persona.HelpName = persona.Name;
        persona.CompletionSources.Add(Completions.Personas);
        var json = SharedOptions.Json();
        var verb = new CatalogCommand("checkin") { persona, json };
        verb.SetAction(parsed =>
        {
            if (!parsed.GetValue(json))
                return CommandCall.Run(
                    home,
                    CommandKind.CheckIn,
                    [parsed.GetValue(persona)!],
                    CommandCall.Known(null),
                    json: false
                );
            JsonScreen.Print(new SiloClient(home).CheckIn(parsed.GetValue(persona)!));
            return ExitCode.Ok;
        });
        return verb;
    }
}
