using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Brain.Cli.Demo;
using Brain.Cli.Hooks;
using Brain.Cli.Install;
using Brain.Cli.Personas;
using Brain.Cli.Pipelines;
using Brain.Cli.Screen;
using Brain.Cli.Secrets;
using Brain.Cli.Sessions;
using Brain.Cli.Silo;
using Brain.Client;

namespace Brain.Cli;

/// <summary>Every verb a person can say.</summary>
internal static class RootCommandFactory
{
    internal static int Run(string[] args)
    {
        try
        {
            var said = Root(BrainHome.Find()).Parse(args);
            if (said.Action is ParseErrorAction error)
                error.ShowHelp = false;
            return said.Invoke(new() { EnableDefaultExceptionHandler = false, Output = Terminal.Out, Error = Terminal.Error });
        }
        catch (Exception e) when (e is ClientException or IOException or UnauthorizedAccessException)
        {
            Terminal.Error.WriteLine($"brain: {e.Message}");
            return ExitCode.Failed;
        }
    }

    private static RootCommand Root(BrainHome home)
    {
        var root = new RootCommand("Brain.Actors: one mind for all your coding-agent sessions.")
        {
            UpDownVerbs.Up(home),
            UpDownVerbs.Down(home),
            UpDownVerbs.Backup(home),
            UpDownVerbs.Restore(home),
            SuperviseVerb.Make(home),
            StatusVerb.Make(home),
            DoctorVerb.Make(home),
            InstallVerb.Make(home),
            UninstallVerb.Make(home),
            PurposeVerb.Make(home),
            ModeVerb.Make(home),
            BudgetVerb.Make(home),
            PersonaVerb.Make(home),
            AskVerb.Make(home),
            CheckInVerb.Make(home),
            BroadcastVerb.Make(home),
            RateVerb.Make(home),
            DoneVerb.Make(home),
            UndoVerb.Make(home),
            PipelineVerb.Make(home),
            SessionsVerb.Make(home),
            TailVerb.Make(home),
            ClusterVerb.Make(home),
            SchemaVerb.Make(home),
            SpoolVerb.Make(home),
            LoginsVerb.Make(home),
            RedactVerb.Make(home),
            DemoVerb.Make(home),
            CompletionVerb.Make(),
            HookHelp.Make(),
        };
        foreach (var option in root.Options)
        {
            if (option is HelpOption { Action: HelpAction help })
                option.Action = new HelpWithExamples(help);
        }

        return root;
    }
}
