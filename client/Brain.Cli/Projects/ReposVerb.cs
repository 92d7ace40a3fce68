using System.CommandLine;
using System.Globalization;
using Brain.Cli.Screen;
using Brain.Client;
using Brain.Client.Http;
using Brain.Messages.Commands;
using Brain.Messages.Projects;

namespace Brain.Cli.Projects;

/// <summary><c>brain repos</c>: lists the clones of this machine, and looks for them.</summary>
internal static class ReposVerb
{
    internal static Command Make(BrainHome home)
    {
        var verb = new CatalogCommand("repos") { List(home, new CatalogCommand("repos", "list")), Sync(home) };
        return List(home, verb);
    }

    private static CatalogCommand List(BrainHome home, CatalogCommand verb)
    {
        var (all, json) = (
            new Option<bool>("--all") { Description = "Those that are gone too." },
            SharedOptions.Json()
        );
        verb.Options.Add(all);
        verb.Options.Add(json);
        verb.SetAction(parsed =>
        {
            var found = new SiloClient(home).Repos(parsed.GetValue(all));
            if (parsed.GetValue(json))
                JsonScreen.Print(found);
            else
                Print(found);
            return ExitCode.Ok;
        });
        return verb;
    }

    private static CatalogCommand Sync(BrainHome home)
    {
        var folders = new Argument<string[]>("folder")
        {
            Description = "Where to look; none looks at those known, and where sessions ran.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var json = SharedOptions.Json();
        var verb = new CatalogCommand("repos", "sync") { folders, json };
        verb.SetAction(parsed =>
            CommandCall.Run(
                home,
                CommandKind.Repos,
                ["sync", .. (parsed.GetValue(folders) ?? []).Select(SharedOptions.FullPath)],
                null,
                parsed.GetValue(json)
            )
        );
        return verb;
    }

    private static void Print(RepoSummary[] found)
    {
        if (found.Length == 0)
        {
            Terminal.Out.WriteLine("No clones are known yet. To look for them: brain repos sync FOLDER");
            return;
        }

        var table = new TextTable("NAME", "BRANCH", "COMMIT", "WHEN", "STATE", "SESSIONS", "REMOTE", "PATH");
        foreach (var one in found)
            table.Add(
                one.Name,
                one.Branch ?? "-",
                one.LastCommit?[..7] ?? "-",
                one.CommittedAt is { } at ? Humanize.Ago(at, DateTimeOffset.UtcNow) : "-",
                State(one),
                one.Sessions.ToString(CultureInfo.InvariantCulture),
                one.Remote ?? "-",
                one.Path
            );
        table.Print(Terminal.Out);
    }

    private static string State(RepoSummary one) =>
        one.Status == "archived"
            ? "gone"
            : (one.Dirty, one.Worktrees.Length) switch
            {
                (true, 0) => "changed",
                (true, var count) => $"changed, {count} worktrees",
                (false, 0) => "clean",
                (false, var count) => $"clean, {count} worktrees",
                (null, 0) => "-",
                (null, var count) => $"{count} worktrees",
            };
}
