using System.CommandLine;
using System.Globalization;
using Brain.Cli.Screen;
using Brain.Client;
using Brain.Client.Http;
using Brain.Messages.Commands;
using Brain.Messages.Skills;

namespace Brain.Cli.Skills;

/// <summary><c>brain skills</c>: lists, finds, shows and syncs skills, and says how far one is trusted.</summary>
internal static class SkillsVerb
{
    private const int LimitDefault = 10;
    private const int LimitMax = 50;

    internal static Command Make(BrainHome home)
    {
        var verb = new CatalogCommand("skills")
        {
            List(home, new CatalogCommand("skills", "list")),
            Show(home),
            Search(home),
            Sync(home),
            Publish(home),
            Leave(home),
            Trust(home),
            Undo(home),
            ScanVerb.Make(),
            Test(home),
            SkillBuildVerbs.Draft(home),
            SkillBuildVerbs.Extract(home),
            SkillBuildVerbs.Version(home),
            SkillBuildVerbs.Share(home),
        };
        return List(home, verb);
    }

    private static CatalogCommand List(BrainHome home, CatalogCommand verb)
    {
        var project = new Option<string?>("--project", "-p")
        {
            Description = "Those that hold in this folder; without it all.",
            HelpName = "FOLDER",
        };
        var json = SharedOptions.Json();
        verb.Options.Add(project);
        verb.Options.Add(json);
        verb.SetAction(parsed =>
        {
            var found = new SiloClient(home).Skills(SharedOptions.Folder(parsed.GetValue(project)));
            if (parsed.GetValue(json))
                JsonScreen.Print(found);
            else if (found.Length == 0)
                Terminal.Out.WriteLine("No skills are known yet. To look for them: brain skills sync");
            else
                Table(found);
            return ExitCode.Ok;
        });
        return verb;
    }

    private static CatalogCommand Show(BrainHome home)
    {
        var (name, json) = (Name(), SharedOptions.Json());
        var verb = new CatalogCommand("skills", "show") { name, json };
        verb.SetAction(parsed =>
        {
            var wanted = parsed.GetValue(name)!;
            if (!parsed.GetValue(json))
                return CommandCall.Run(home, CommandKind.Skills, ["show", wanted], null, json: false);
            JsonScreen.Print(new SiloClient(home).Skill(wanted));
            return ExitCode.Ok;
        });
        return verb;
    }

    private static CatalogCommand Search(BrainHome home)
    {
        var words = new Argument<string[]>("words")
        {
            Description = "What is to be done, in your words.",
            Arity = ArgumentArity.OneOrMore,
        };
        var limit = new Option<int>("--limit", "-n")
        {
            Description = $"How many results, 1 to {LimitMax}.",
            DefaultValueFactory = _ => LimitDefault,
        };
        var json = SharedOptions.Json();
        var verb = new CatalogCommand("skills", "search") { words, limit, json };
        verb.SetAction(parsed =>
        {
            var found = new SiloClient(home).FindSkills(
                string.Join(' ', parsed.GetValue(words) ?? []),
                parsed.GetValue(limit)
            );
            if (parsed.GetValue(json))
                JsonScreen.Print(found);
            else if (found.Results.Length == 0)
                Terminal.Out.WriteLine("No skill fits.");
            else
                Table([.. found.Results.Select(one => one.Skill)]);
            if (!parsed.GetValue(json) && found.Note is { } note)
                Terminal.Error.WriteLine(note);
            return ExitCode.Ok;
        });
        return verb;
    }

    private static CatalogCommand Sync(BrainHome home)
    {
        var folders = new Argument<string[]>("folder")
        {
            Description = "Where to look, at any depth; it is looked at by itself from then on. None: all known.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var json = SharedOptions.Json();
        var verb = new CatalogCommand("skills", "sync") { folders, json };
        verb.SetAction(parsed =>
        {
            string[] named = [.. (parsed.GetValue(folders) ?? []).Select(SharedOptions.FullPath)];
            if (!parsed.GetValue(json))
                return CommandCall.Run(home, CommandKind.Skills, ["sync", .. named], null, json: false);
            JsonScreen.Print(new SiloClient(home).Sync(new(named)));
            return ExitCode.Ok;
        });
        return verb;
    }

    private static CatalogCommand Publish(BrainHome home)
    {
        var (file, json) = (
            new Argument<string>("file") { Description = "Such as CLAUDE.md or AGENTS.md; it is kept from then on." },
            SharedOptions.Json()
        );
        var verb = new CatalogCommand("skills", "publish") { file, json };
        verb.SetAction(parsed =>
            CommandCall.Run(
                home,
                CommandKind.Skills,
                ["publish", SharedOptions.FullPath(parsed.GetValue(file)!)],
                null,
                parsed.GetValue(json)
            )
        );
        return verb;
    }

    private static CatalogCommand Leave(BrainHome home)
    {
        var (path, json) = (
            new Argument<string>("path") { Description = "A folder that was named, or a file that has the list." },
            SharedOptions.Json()
        );
        var verb = new CatalogCommand("skills", "leave") { path, json };
        verb.SetAction(parsed =>
            CommandCall.Run(
                home,
                CommandKind.Skills,
                ["leave", SharedOptions.FullPath(parsed.GetValue(path)!)],
                null,
                parsed.GetValue(json)
            )
        );
        return verb;
    }

    private static CatalogCommand Test(BrainHome home)
    {
        var (name, json) = (Name(), SharedOptions.Json());
        name.Description = "Its name, with its plugin's before a colon, its id, or its folder.";
        var eval = new Option<bool>("--eval")
        {
            Description =
                "Have its agent's program run the cases that its plugin brings, with a network and at your cost.",
        };
        var dry = new Option<bool>("--dry-run") { Description = "Show the command and its room, run nothing." };
        var verb = new CatalogCommand("skills", "test") { name, eval, dry, json };
        verb.SetAction(parsed =>
        {
            var wanted = parsed.GetValue(name)!;
            var isFolder = wanted.Contains('/', StringComparison.Ordinal) && Path.Exists(wanted);
            return CommandCall.Run(
                home,
                CommandKind.Skills,
                [
                    "test",
                    isFolder ? SharedOptions.FullPath(wanted) : wanted,
                    .. parsed.GetValue(eval) ? ["--eval"] : Array.Empty<string>(),
                    .. parsed.GetValue(dry) ? ["--dry-run"] : Array.Empty<string>(),
                ],
                CommandCall.Known(null),
                parsed.GetValue(json)
            );
        });
        return verb;
    }

    private static CatalogCommand Trust(BrainHome home)
    {
        var (name, level) = (Name(), new Argument<string>("level") { Description = "untested, trusted or critical." });
        var (session, json) = (SharedOptions.Session(), SharedOptions.Json());
        session.Description = "The session in which it is said, so that its undo takes it back; without it none.";
        var verb = new CatalogCommand("skills", "trust") { name, level, session, json };
        verb.SetAction(parsed =>
            CommandCall.Run(
                home,
                CommandKind.Skills,
                ["trust", parsed.GetValue(name)!, parsed.GetValue(level)!],
                CommandCall.Known(parsed.GetValue(session)),
                parsed.GetValue(json)
            )
        );
        return verb;
    }

    private static CatalogCommand Undo(BrainHome home)
    {
        var (name, session, json) = (Name(), SharedOptions.Session(), SharedOptions.Json());
        session.Description = "The session in which it is said, so that its undo takes it back; without it none.";
        var verb = new CatalogCommand("skills", "undo") { name, session, json };
        verb.SetAction(parsed =>
            CommandCall.Run(
                home,
                CommandKind.Skills,
                ["undo", parsed.GetValue(name)!],
                CommandCall.Known(parsed.GetValue(session)),
                parsed.GetValue(json)
            )
        );
        return verb;
    }

    private static Argument<string> Name() =>
        new("name") { Description = "Its name, with its plugin's before a colon, or its id." };

    private static void Table(SkillSummary[] found)
    {
        var table = new TextTable("NAME", "TRUST", "USES", "FAILED", "LAST", "OF", "DESCRIPTION");
        foreach (var one in found)
            table.Add(
                one.FullName,
                one.TrustLevel,
                one.Uses.ToString(CultureInfo.InvariantCulture),
                one.Failures.ToString(CultureInfo.InvariantCulture),
                one.UsedAt is { } at ? Humanize.Ago(at, DateTimeOffset.UtcNow) : "-",
                one.Scope,
                one.Description
            );
        table.Print(Terminal.Out);
    }
}
