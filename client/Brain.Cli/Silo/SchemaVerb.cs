using System.CommandLine;
using Brain.Cli.Screen;
using Brain.Client;
using Brain.Client.Http;
using Brain.Messages;

namespace Brain.Cli.Silo;

/// <summary><c>brain schema check</c>: does every table keep the rules?</summary>
internal static class SchemaVerb
{
    internal static Command Make(BrainHome home)
    {
        var json = SharedOptions.Json();
        var check = new CatalogCommand("schema", "check") { json };
        check.SetAction(parsed =>
        {
            var report = new SiloClient(home).Schema();
            if (parsed.GetValue(json))
                JsonScreen.Print(report);
            else
                Print(report);
            return report.Violations.Length == 0 ? ExitCode.Ok : ExitCode.Failed;
        });
        return new CatalogCommand("schema") { check };
    }

    private static void Print(SchemaReport report)
    {
        foreach (var violation in report.Violations)
            Terminal.Out.WriteLine(violation);
        Terminal.Out.WriteLine(
            $"{report.Migrations} migrations applied, {report.Tables} tables checked, {report.Violations.Length} "
                + "broken rules."
        );
    }
}
