using System.CommandLine;
using Brain.Cli.Screen;
using Brain.Client;
using Brain.Client.Http;
using Brain.Messages.Knowledge;
using Brain.Messages.Text;

namespace Brain.Cli.Knowledge;

/// <summary>
/// <c>brain blame</c>: which prompt, session and commit a file, or a line of it, is of: git says which commit, and the
/// brain which change went into it.
/// </summary>
internal static class BlameVerb
{
    private const int ShownMax = 20;
    private const int PromptMax = 160;

    internal static Command Make(BrainHome home)
    {
        var file = new Argument<string>("file")
        {
            Description = "A file, or a line of it: src/till.cs:42.",
            HelpName = "FILE[:LINE]",
        };
        var json = SharedOptions.Json();
        var verb = new CatalogCommand("blame") { file, json };
        verb.SetAction(parsed =>
        {
            var (path, line) = Place(parsed.GetRequiredValue(file));
            var git = new GitHistory(path);
            var silo = new SiloClient(home);
            var found = line is { } num
                ? Of(silo, git, num)
                : git.WithCommits([.. Edits(silo, git, null).Take(ShownMax)]);
            if (parsed.GetValue(json))
                JsonScreen.Print(found);
            else
                Print(found, line);
            return found.Length > 0 ? ExitCode.Ok : ExitCode.Failed;
        });
        return verb;
    }

    // A line is of the last change before its commit that came after the file's commit before.
    private static FileEdit[] Of(SiloClient silo, GitHistory git, int line)
    {
        var (from, until, commit) = git.Line(line);
        return Edits(silo, git, commit?.Path)
            .Where(edit => edit.At > from && edit.At <= until)
            .Take(1)
            .Select(edit => edit with { Commit = commit?.Id, Subject = commit?.Subject })
            .ToArray();
    }

    // Under each name that the file had, while it had it; the newest first.
    private static IEnumerable<FileEdit> Edits(SiloClient silo, GitHistory git, string? name) =>
        git.Names(name)
            .SelectMany(one =>
                silo.Edits(one.Name, git.Folder).Where(edit => edit.At <= one.Until && git.Is(edit.Path, one.Name))
            )
            .Distinct()
            .OrderByDescending(edit => edit.At);

    private static (string Path, int? Line) Place(string text)
    {
        var colon = text.LastIndexOf(':');
        var isLine = colon > 0 && int.TryParse(text.AsSpan(colon + 1), out var number) && number > 0;
        var path = isLine && !File.Exists(text) ? text[..colon] : text;
        return File.Exists(path)
            ? (SharedOptions.FullPath(path), isLine && path != text ? int.Parse(text.AsSpan(colon + 1)) : null)
            : throw new ClientException($"there is no file {path}.", isRefusal: true);
    }

    private static void Print(FileEdit[] edits, int? line)
    {
        if (edits.Length == 0)
            Terminal.Out.WriteLine(
                line is null
                    ? "No change of that file by an agent is known."
                    : "No change by an agent is known that the line is of."
            );
        foreach (var edit in edits)
        {
            var turn = edit.TurnNum is { } num ? $" · turn {num}" : "";
            var commit = edit.Commit is { } id ? $"commit {id[..8]} {edit.Subject}" : "in no commit that is known";
            Terminal.Write($"{ClockTime.Minute(edit.At)} · session {FixVerb.Short(edit.Session)}{turn}\n", 1);
            Terminal.Out.WriteLine($"   asked    {Cut(edit.Prompt ?? "nothing that somebody typed")}");
            if (edit.Purpose is { } purpose)
                Terminal.Out.WriteLine($"   purpose  {Cut(purpose)}");
            Terminal.Out.WriteLine($"   {commit}");
        }
    }

    private static string Cut(string text)
    {
        var line = WhiteSpace.Collapse(text);
        return line.Length <= PromptMax ? line : string.Concat(line.AsSpan(0, PromptMax - 1).TrimEnd('\uD83D'), "…");
    }
}
