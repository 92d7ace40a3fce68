using System.CommandLine;
using System.Globalization;
using Brain.Cli.Screen;
using Brain.Cli.Sessions;
using Brain.Client;
using Brain.Client.Http;
using Brain.Messages.Knowledge;

namespace Brain.Cli.Knowledge;

/// <summary><c>brain learnings</c>: lists what was learnt, and says what it is worth.</summary>
internal static class LearningsVerb
{
    private const int ListMax = 200;

    internal static Command Make(BrainHome home)
    {
        var verb = new CatalogCommand("learnings")
        {
            List(home),
            Show(home),
            Triage(home),
            Judge(home, new CatalogCommand("learnings", "activate"), "active"),
            Judge(home, new CatalogCommand("learnings", "reject"), "rejected"),
            Judge(home, new CatalogCommand("learnings", "archive"), "archived"),
            Supersede(home),
            Importance(home),
        };
        var (options, json) = (Filters(), SharedOptions.Json());
        verb.Options.Add(options.Status);
        verb.Options.Add(options.Project);
        verb.Options.Add(json);
        verb.SetAction(parsed =>
            Print(home, parsed.GetValue(options.Status), parsed.GetValue(options.Project), parsed.GetValue(json))
        );
        return verb;
    }

    private static CatalogCommand List(BrainHome home)
    {
        var (options, json) = (Filters(), SharedOptions.Json());
        var verb = new CatalogCommand("learnings", "list") { options.Status, options.Project, json };
        verb.SetAction(parsed =>
            Print(home, parsed.GetValue(options.Status), parsed.GetValue(options.Project), parsed.GetValue(json))
        );
        return verb;
    }

    private static CatalogCommand Show(BrainHome home)
    {
        var (id, json) = (Id(), SharedOptions.Json());
        var verb = new CatalogCommand("learnings", "show") { id, json };
        verb.SetAction(parsed =>
        {
            var learning = new SiloClient(home).Learning(parsed.GetValue(id)!);
            if (parsed.GetValue(json))
                JsonScreen.Print(learning);
            else
                LearningText.Print(learning);
            return ExitCode.Ok;
        });
        return verb;
    }

    private static CatalogCommand Triage(BrainHome home)
    {
        var project = Filters().Project;
        var verb = new CatalogCommand("learnings", "triage") { project };
        verb.SetAction(parsed => new TriageScreen(new(home)).Run(ProjectOf(parsed.GetValue(project))));
        return verb;
    }

    private static CatalogCommand Judge(BrainHome home, CatalogCommand verb, string status)
    {
        var (id, json) = (Id(), SharedOptions.Json());
        verb.Arguments.Add(id);
        verb.Options.Add(json);
        verb.SetAction(parsed => Change(home, parsed.GetValue(id)!, new(status, null, null), parsed.GetValue(json)));
        return verb;
    }

    private static CatalogCommand Supersede(BrainHome home)
    {
        var (id, json) = (Id(), SharedOptions.Json());
        var by = new Argument<string[]>("by")
        {
            Description = "by ID: the one that takes its place.",
            Arity = new(1, 2),
        };
        var verb = new CatalogCommand("learnings", "supersede") { id, by, json };
        verb.SetAction(parsed =>
        {
            var words = parsed.GetValue(by)!;
            var other = words.Length == 2 && words[0] == "by" ? words[1] : words[0];
            if (words.Length == 2 && words[0] != "by")
                throw new ClientException("say: brain learnings supersede ID by ID. Nothing was changed.");
            var next = new SiloClient(home).Learning(other);
            return Change(home, parsed.GetValue(id)!, new("superseded", null, next.Id), parsed.GetValue(json));
        });
        return verb;
    }

    private static CatalogCommand Importance(BrainHome home)
    {
        var (id, json) = (Id(), SharedOptions.Json());
        var worth = new Argument<short>("worth") { Description = "1 to 5; 0 takes it back." };
        var verb = new CatalogCommand("learnings", "importance") { id, worth, json };
        verb.SetAction(parsed =>
            Change(home, parsed.GetValue(id)!, new(null, parsed.GetValue(worth), null), parsed.GetValue(json))
        );
        return verb;
    }

    private static int Change(BrainHome home, string id, ChangeLearning message, bool json)
    {
        var byAgent = SessionChoice.IsByAgent;
        var receipt = new SiloClient(home).Change(id, message with { ByAgent = byAgent });
        if (json)
            JsonScreen.Print(receipt);
        else if (receipt.Refusal is { } refusal)
            Terminal.Error.WriteLine($"brain: {refusal.Message}");
        else
            Terminal.Out.WriteLine(receipt.Message);
        return receipt.Refusal is null ? ExitCode.Ok : ExitCode.Refused;
    }

    private static int Print(BrainHome home, string? status, string? project, bool json)
    {
        var found = new SiloClient(home).Learnings(status, ProjectOf(project), ListMax);
        if (json)
        {
            JsonScreen.Print(found);
            return ExitCode.Ok;
        }

        if (found.Length == 0)
            Terminal.Out.WriteLine("Nothing was learnt here yet. To keep something: brain learn \"…\"");
        var table = new TextTable("ID", "STATUS", "KIND", "WORTH", "TEXT");
        foreach (var one in found)
            table.Add(
                one.Id.ToString()[..8],
                one.Status == "rejected" ? "refuted" : one.Status,
                one.Kind,
                Worth(one),
                one.FilesNote is { } note ? $"({note}) {one.Text}" : one.Text
            );
        if (found.Length > 0)
            table.Print(Terminal.Out);
        return ExitCode.Ok;
    }

    private static string Worth(LearningSummary one) =>
        (one.Importance, one.Confidence) switch
        {
            ({ } importance, _) => $"{importance}/5",
            (_, { } confidence) => confidence.ToString("0.##", CultureInfo.InvariantCulture),
            _ => "-",
        };

    private static string? ProjectOf(string? text) =>
        text switch
        {
            null => Environment.CurrentDirectory,
            "all" => null,
            _ => SharedOptions.Folder(text),
        };

    private static Argument<string> Id() => new("id") { Description = "Its id, or the first eight characters of it." };

    private static (Option<string?> Status, Option<string?> Project) Filters() =>
        (
            new("--status")
            {
                Description = "active, unreviewed, rejected, superseded or archived; without it the first two.",
                HelpName = "STATUS",
            },
            new("--project") { Description = "A project's folder, or all; without it this folder.", HelpName = "PATH" }
        );
}
