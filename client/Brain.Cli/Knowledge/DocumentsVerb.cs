using System.CommandLine;
using Brain.Cli.Screen;
using Brain.Client;
using Brain.Client.Http;
using Brain.Messages.Knowledge;

namespace Brain.Cli.Knowledge;

/// <summary><c>brain documents</c>: gives texts to the brain to look things up in.</summary>
internal static class DocumentsVerb
{
    internal static Command Make(BrainHome home)
    {
        var verb = new CatalogCommand("documents") { Add(home), List(home), Remove(home) };
        var json = SharedOptions.Json();
        verb.Options.Add(json);
        verb.SetAction(parsed => Print(home, null, parsed.GetValue(json)));
        return verb;
    }

    private static CatalogCommand Add(BrainHome home)
    {
        var paths = new Argument<string[]>("path")
        {
            Description = "Files, or folders: Markdown, text and PDF files below them.",
            Arity = ArgumentArity.OneOrMore,
        };
        var (project, json) = (
            Project("They belong to this folder's project; without it, to all."),
            SharedOptions.Json()
        );
        var verb = new CatalogCommand("documents", "add") { paths, project, json };
        verb.SetAction(parsed =>
        {
            var added = new SiloClient(home).Add(
                new AddDocuments([.. (parsed.GetValue(paths) ?? []).Select(SharedOptions.FullPath)])
                {
                    Project = SharedOptions.Folder(parsed.GetValue(project)),
                }
            );
            if (parsed.GetValue(json))
                JsonScreen.Print(added);
            else
                Print(added);
            return added.Added + added.Changed + added.Same > 0 ? ExitCode.Ok : ExitCode.Failed;
        });
        return verb;
    }

    private static CatalogCommand List(BrainHome home)
    {
        var (project, json) = (Project("Only of this folder's project."), SharedOptions.Json());
        var verb = new CatalogCommand("documents", "list") { project, json };
        verb.SetAction(parsed => Print(home, parsed.GetValue(project), parsed.GetValue(json)));
        return verb;
    }

    private static CatalogCommand Remove(BrainHome home)
    {
        var which = new Argument<string[]>("which")
        {
            Description = "Files, folders, or the first eight characters of ids.",
            Arity = ArgumentArity.OneOrMore,
        };
        var json = SharedOptions.Json();
        var verb = new CatalogCommand("documents", "remove") { which, json };
        verb.SetAction(parsed =>
        {
            var words = parsed.GetValue(which) ?? [];
            // What is no id is a path, whether or not the file is still there.
            string[] meant = [.. words.SelectMany(Meant).Distinct(StringComparer.Ordinal)];
            if (meant.Select(RemoveDocuments.Fault).FirstOrDefault(fault => fault is not null) is { } fault)
            {
                Terminal.Error.WriteLine($"{fault} Nothing was taken out.");
                return ExitCode.Refused;
            }

            var removed = new SiloClient(home).Remove(new RemoveDocuments(meant));
            if (parsed.GetValue(json))
                JsonScreen.Print(removed);
            else
                Terminal.Out.WriteLine(
                    removed.Removed == 0
                        ? "No document is meant by that. See: brain documents list"
                        : $"{removed.Removed} taken out; search does not find them any more."
                );
            return removed.Removed == 0 ? ExitCode.Failed : ExitCode.Ok;
        });
        return verb;
    }

    private static string[] Meant(string text) =>
        RemoveDocuments.Fault(text) is null ? [text, SharedOptions.FullPath(text)] : [text];

    private static void Print(DocumentsAdded added)
    {
        Terminal.Out.WriteLine(
            $"{added.Added} added, {added.Changed} changed, {added.Same} as they were: "
                + $"{added.Chunks} pieces to search in."
        );
        foreach (var one in added.Skipped)
            Terminal.Error.WriteLine($"left out {one.Path}: {one.Reason}");
    }

    private static int Print(BrainHome home, string? project, bool json)
    {
        var found = new SiloClient(home).Documents(SharedOptions.Folder(project));
        if (json)
        {
            JsonScreen.Print(found);
            return ExitCode.Ok;
        }

        if (found.Length == 0)
            Terminal.Out.WriteLine("There are no documents. To give one: brain documents add PATH");
        var table = new TextTable("ID", "PIECES", "READ", "TITLE", "PATH");
        foreach (var one in found)
            table.Add(
                one.Id.ToString()[..8],
                $"{one.Chunks}",
                ClockTime.Minute(one.ReadAt),
                one.Title,
                one.Path ?? "-"
            );
        if (found.Length > 0)
            table.Print(Terminal.Out);
        return ExitCode.Ok;
    }

    private static Option<string?> Project(string description) =>
        new("--project", "-p") { Description = description, HelpName = "FOLDER" };
}
