using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Brain.Cli.Costs;
using Brain.Cli.Demo;
using Brain.Cli.Hooks;
using Brain.Cli.Import;
using Brain.Cli.Install;
using Brain.Cli.Knowledge;
using Brain.Cli.Mcp;
using Brain.Cli.Personas;
using Brain.Cli.Pipelines;
using Brain.Cli.Projects;
using Brain.Cli.Rules;
using Brain.Cli.Screen;
using Brain.Cli.Secrets;
using Brain.Cli.Sessions;
using Brain.Cli.Silo;
using Brain.Cli.Skills;
using Brain.Cli.Undo;
using Brain.Client;
using Brain.Messages.Commands;

namespace Brain.Cli;

/// <summary>Every verb a person can say.</summary>
internal static class RootCommandFactory
{
    internal static int Run(string[] args)
    {
        try
        {
            var root = Root(BrainHome.Find());
            if (Suggestions.AreAsked(args))
                return Suggest(root, args);
            var parsed = root.Parse(args);
            if (parsed.Action is ParseErrorAction error)
                return NotUnderstood(parsed, error);
            return parsed.Invoke(
                new()
                {
                    EnableDefaultExceptionHandler = false,
                    Output = Terminal.Out,
                    Error = Terminal.Error,
                }
            );
        }
        catch (ClientException e)
        {
            Terminal.Error.WriteLine($"brain: {ShellSpelling.Of(e.Message)}");
            return e.IsRefusal ? ExitCode.Refused : ExitCode.Failed;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Terminal.Error.WriteLine($"brain: {e.Message} See: brain doctor");
            return ExitCode.Failed;
        }
        // A mistake of ours: whoever typed it is told so in a line, and presses no key into a trace of a program.
        catch (Exception e)
        {
            Terminal.Error.WriteLine($"brain: it failed itself ({e.GetType().Name}: {e.Message}). See: brain doctor");
            return ExitCode.Failed;
        }
    }

    private static int Suggest(RootCommand root, string[] args)
    {
        foreach (var word in Suggestions.Of(root, args))
            Terminal.Out.WriteLine(word);
        return ExitCode.Ok;
    }

    // Whatever it says goes where errors go, the nearest words too, and ends with what to type.
    private static int NotUnderstood(ParseResult parsed, ParseErrorAction error)
    {
        error.ShowHelp = false;
        parsed.Invoke(new() { Output = Terminal.Error, Error = Terminal.Error });
        Terminal.Error.WriteLine($"Type: {CommandPath.Of(parsed.CommandResult.Command)} --help");
        return ExitCode.Refused;
    }

    private static readonly Dictionary<string, Func<BrainHome, Command>> Verbs = new(StringComparer.Ordinal)
    {
        ["up"] = home => UpDownVerbs.Make(home, "up"),
        ["down"] = home => UpDownVerbs.Make(home, "down"),
        ["backup"] = home => UpDownVerbs.Make(home, "backup"),
        ["restore"] = home => UpDownVerbs.Make(home, "restore"),
        ["supervise"] = SuperviseVerb.Make,
        ["status"] = StatusVerb.Make,
        ["dashboard"] = DashboardVerb.Make,
        ["doctor"] = DoctorVerb.Make,
        ["install"] = InstallVerb.Make,
        ["uninstall"] = UninstallVerb.Make,
        ["purpose"] = PurposeVerb.Make,
        ["mode"] = ModeVerb.Make,
        ["budget"] = BudgetVerb.Make,
        ["hints"] = HintsVerb.Make,
        ["persona"] = PersonaVerb.Make,
        ["ask"] = AskVerb.Make,
        ["checkin"] = CheckInVerb.Make,
        ["broadcast"] = BroadcastVerb.Make,
        ["rate"] = RateVerb.Make,
        ["undo"] = UndoVerb.Make,
        ["pipeline"] = PipelineVerb.Make,
        ["sessions"] = SessionsVerb.Make,
        ["cost"] = CostVerb.Make,
        ["costs"] = CostsVerb.Make,
        ["statusline"] = _ => StatusLineHelp.Make(),
        ["handoff"] = HandOffVerb.Make,
        ["tail"] = TailVerb.Make,
        ["search"] = SearchVerb.Make,
        ["fix"] = FixVerb.Make,
        ["how"] = HowVerb.Make,
        ["blame"] = BlameVerb.Make,
        ["cluster"] = ClusterVerb.Make,
        ["schema"] = SchemaVerb.Make,
        ["spool"] = SpoolVerb.Make,
        ["logins"] = LoginsVerb.Make,
        ["import"] = ImportVerb.Make,
        ["learnings"] = LearningsVerb.Make,
        ["documents"] = DocumentsVerb.Make,
        ["rule"] = RuleVerb.Make,
        ["repos"] = ReposVerb.Make,
        ["rules"] = RulesVerb.Make,
        ["skills"] = SkillsVerb.Make,
        ["forget"] = ForgetVerb.Make,
        ["redact"] = RedactVerb.Make,
        ["demo"] = DemoVerb.Make,
        ["completion"] = _ => CompletionVerb.Make(),
        ["mcp"] = McpVerb.Make,
        ["hook"] = _ => HookHelp.Make(),
    };

    private static RootCommand Root(BrainHome home)
    {
        var root = new RootCommand("Brain.Actors: one mind for all your coding-agent sessions.");
        root.Add(
            new Option<bool>(Terminal.Wide)
            {
                Description = "Cut no line: without it tables are as wide as the screen, COLUMNS, or else 80 columns.",
                Recursive = true,
            }
        );
        foreach (var verb in CommandCatalog.All.Where(verb => verb.InClient))
            root.Add(Verbs.TryGetValue(verb.Name, out var make) ? make(home) : RequestVerb.Make(home, verb));
        foreach (var option in root.Options)
        {
            if (option is not HelpOption { Action: HelpAction help })
                continue;
            var shown = new HelpWithExamples(help);
            option.Action = shown;
            ShowWhenBare(root, shown);
        }

        return root;
    }

    // What does nothing alone says what it could do.
    private static void ShowWhenBare(Command command, HelpWithExamples help)
    {
        if (command.Action is null && command.Subcommands.Count > 0)
            command.SetAction(help.Invoke);
        foreach (var below in command.Subcommands)
            ShowWhenBare(below, help);
    }
}
