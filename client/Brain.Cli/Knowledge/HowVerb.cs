using System.CommandLine;
using System.Globalization;
using Brain.Cli.Screen;
using Brain.Client;
using Brain.Client.Http;
using Brain.Messages.Knowledge;
using Brain.Messages.Text;

namespace Brain.Cli.Knowledge;

/// <summary><c>brain how</c>: how a program is called on a project, what worked and what failed.</summary>
internal static class HowVerb
{
    private const int FailuresShown = 5;

    internal static Command Make(BrainHome home)
    {
        var tool = new Argument<string[]>("tool")
        {
            Description = "A program, or one of its commands: pnpm, git push.",
            Arity = ArgumentArity.OneOrMore,
        };
        var (project, json) = (FixVerb.Folder(), SharedOptions.Json());
        var verb = new CatalogCommand("how") { tool, project, json };
        verb.SetAction(parsed =>
        {
            var usage = new SiloClient(home).Usage(
                string.Join(' ', parsed.GetValue(tool) ?? []),
                SharedOptions.Folder(parsed.GetValue(project) ?? ".")!
            );
            if (parsed.GetValue(json))
                JsonScreen.Print(usage);
            else
                Print(usage);
            return usage.Calls.Length + usage.Failures.Length > 0 ? ExitCode.Ok : ExitCode.Failed;
        });
        return verb;
    }

    private static void Print(ToolUsage usage)
    {
        if (usage.Calls.Length + usage.Failures.Length == 0)
        {
            Terminal.Out.WriteLine("Nothing is known of that on this project.");
            return;
        }

        if (usage.Calls.Length > 0)
        {
            var table = new TextTable("WORKED", "FAILED", "LAST", "SESSION", "COMMAND");
            foreach (var call in usage.Calls)
                table.Add(
                    call.Worked.ToString(CultureInfo.InvariantCulture),
                    call.Failed.ToString(CultureInfo.InvariantCulture),
                    ClockTime.Minute(call.Last),
                    FixVerb.Short(call.Session),
                    WhiteSpace.Collapse(call.Command)
                );
            table.Print(Terminal.Out);
        }

        if (usage.Failures.Length == 0)
            return;
        Terminal.Out.WriteLine("What failed, the newest first:");
        FixVerb.Print([.. usage.Failures.Take(FailuresShown)]);
    }
}
