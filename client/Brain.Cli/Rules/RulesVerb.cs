using System.CommandLine;
using System.Globalization;
using Brain.Cli.Screen;
using Brain.Client;
using Brain.Client.Http;
using Brain.Messages.Rules;

namespace Brain.Cli.Rules;

/// <summary><c>brain rules</c>: lists rules with their hits, precision and state.</summary>
internal static class RulesVerb
{
    internal static Command Make(BrainHome home)
    {
        var project = new Option<string?>("--project")
        {
            Description = "A project's folder, or all; without it this folder.",
            HelpName = "PATH",
        };
        var json = SharedOptions.Json();
        var verb = new CatalogCommand("rules") { project, json };
        verb.SetAction(parsed =>
        {
            var found = new SiloClient(home).Rules(ProjectOf(parsed.GetValue(project)));
            if (parsed.GetValue(json))
                JsonScreen.Print(found);
            else
                Print(found);
            return ExitCode.Ok;
        });
        return verb;
    }

    private static void Print(RuleSummary[] found)
    {
        if (found.Length == 0)
        {
            Terminal.Out.WriteLine(
                "There are no rules here yet. To draft one: brain rule propose \"never run npm install, use pnpm\""
            );
            return;
        }

        var table = new TextTable("ID", "STATE", "DOES", "ABOUT", "HITS", "PRECISION", "SENTENCE");
        foreach (var one in found)
            table.Add(
                one.Id.ToString()[..RuleSummary.IdShown],
                one.State,
                $"{one.Action} {one.Tool}",
                one.About,
                one.Hits.ToString(CultureInfo.InvariantCulture),
                Worth(one),
                one.Sentence
            );
        table.Print(Terminal.Out);
    }

    private static string Worth(RuleSummary one) =>
        one.Precision is not { } precision
            ? "-"
            : precision.ToString("P0", CultureInfo.InvariantCulture) + (one.IsLow ? " (low)" : "");

    private static string? ProjectOf(string? text) =>
        text switch
        {
            null => Environment.CurrentDirectory,
            "all" => null,
            _ => SharedOptions.Folder(text),
        };
}
