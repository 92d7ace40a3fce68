using System.Text.Json;
using Brain.Domain.Tools;
using Brain.Domain.Tools.Shell;
using Brain.Messages.Sessions;
using Brain.Silo.Configuration;

namespace Brain.Silo.Sessions;

/// <summary>
/// Looks at what a tool call would reach on this machine before it is decided: whose repository its command would
/// work in, and whether it would touch the brain's own files. What can't be seen is not trusted.
/// </summary>
internal sealed class ToolSurroundings(BrainSettings settings)
{
    private const int PathsMax = ShellCommand.PathsMax;
    private const int NamesMax = 5_000;

    // Where tools keep paths; a text that is written is none.
    private static readonly string[] PathNames =
    [
        "file_path",
        "notebook_path",
        "path",
        "paths",
        "file",
        "files",
        "filename",
        "filepath",
        "uri",
        "source",
        "destination",
        "src",
        "dst",
        "dir",
        "directory",
        "folder",
        "root",
        "target",
    ];

    private readonly OwnFiles _files = new(settings);

    /// <summary>What an event's call would reach; nothing of events that decide about no call.</summary>
    public Surroundings Of(string? project, HookEvent hookEvent, Delivery? delivery = null)
    {
        if (hookEvent.Kind is not (EventKind.ToolCall or EventKind.CommandShellLine) || delivery?.At is not null)
            return Surroundings.Unseen;
        // What a tool that writes files calls its command is a text: a patch.
        var command =
            hookEvent.Command
            ?? (
                hookEvent.ToolKind is ToolKind.Write or ToolKind.Edit
                    ? null
                    : Texts(hookEvent.ToolInput, "command").FirstOrDefault()
            );
        // The person is asked about a longer one whatever it would reach.
        if (command?.Length > ModeTable.CommandMax)
            return Surroundings.Unseen;
        return new(Own(project, command, hookEvent.Cwd), Reach(hookEvent, command));
    }

    private static string[] Own(string? project, string? command, string? cwd) =>
        command is null || project is null || cwd is not ['/', ..]
            ? []
            :
            [
                .. ShellCommand
                    .Folders(command)
                    .Where(folder =>
                        ShellCommand.NamedFolder(folder) is { } named
                            ? Holds(named, cwd, HasFilesOnly)
                            : Holds(folder, cwd, full => Repository.IsProjects(project, full))
                    ),
            ];

    // What a pattern of the shell becomes there are files and no options.
    private static bool HasFilesOnly(string folder)
    {
        var paths = Directory.EnumerateFileSystemEntries(folder).Take(NamesMax + 1).ToArray();
        return paths.Length <= NamesMax
            && !Array.Exists(paths, path => ShellCommand.MayBeOption(Path.GetFileName(path)));
    }

    private static bool Holds(string folder, string cwd, Func<string, bool> holds)
    {
        var home = Environment.GetEnvironmentVariable("HOME") ?? "/";
        var full = folder == "~" || folder.StartsWith("~/", StringComparison.Ordinal) ? home + folder[1..] : folder;
        try
        {
            return !full.StartsWith('~') && holds(full.StartsWith('/') ? full : $"{cwd}/{full}");
        }
        catch (Exception fault)
            when (fault is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return false;
        }
    }

    private HomeReach Reach(HookEvent hookEvent, string? command)
    {
        IReadOnlyList<string> paths = command is not null
            ? ShellCommand.Paths(command)
            :
            [
                .. PathNames
                    .SelectMany(name => Texts(hookEvent.ToolInput, name))
                    .Concat(Patterns(hookEvent))
                    .Concat(hookEvent.Paths ?? (hookEvent.Path is { } aimed ? [aimed] : []))
                    .Distinct(StringComparer.Ordinal)
                    .Take(PathsMax + 1),
            ];
        // What names more than anybody looks at may name any file.
        var reach = paths.Count > PathsMax ? HomeReach.Files : HomeReach.None;
        foreach (var path in paths)
        {
            if (Reach(path, hookEvent) is var found && found > reach)
                reach = found;
        }

        return command is null || reach == HomeReach.Files
            ? reach
            : Reach(ShellCommand.Reaches(command), reach, hookEvent);
    }

    // From the folders that the line goes to, and through those that it names.
    private HomeReach Reach(ReachedPaths line, HomeReach reach, HookEvent hookEvent)
    {
        foreach (var path in line.Paths)
        {
            if (Look(() => _files.Reach(path, hookEvent.Cwd)) is var found && found > reach)
                reach = found;
        }

        return line.Trees.Any(tree =>
            Look(() => _files.LieBelow(tree, hookEvent.Cwd) ? HomeReach.Files : HomeReach.None) == HomeReach.Files
        )
            ? HomeReach.Files
            : reach;
    }

    private HomeReach Reach(string path, HookEvent hookEvent) =>
        Look(() =>
        {
            var reach = _files.Reach(path, hookEvent.Cwd);
            // A search through files reads them all, those of the brain below its folder too.
            return
                reach == HomeReach.None && hookEvent.ToolKind == ToolKind.Search && _files.LieBelow(path, hookEvent.Cwd)
                ? HomeReach.Files
                : reach;
        });

    private static HomeReach Look(Func<HomeReach> look)
    {
        try
        {
            return look();
        }
        catch (Exception fault)
            when (fault is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            // A path that no file can have.
            return HomeReach.None;
        }
    }

    // What finds files by a pattern takes a path below its folder, or a path of its own.
    private static IEnumerable<string> Patterns(HookEvent hookEvent) =>
        hookEvent.ToolKind == ToolKind.Find
            ? Texts(hookEvent.ToolInput, "pattern")
                .Select(pattern =>
                    Texts(hookEvent.ToolInput, "path").FirstOrDefault() is { } folder && !pattern.StartsWith('/')
                        ? $"{folder}/{pattern}"
                        : pattern
                )
            : [];

    private static IEnumerable<string> Texts(JsonElement? input, string name)
    {
        if (input is not { ValueKind: JsonValueKind.Object } all || !all.TryGetProperty(name, out var value))
            return [];
        return value.ValueKind == JsonValueKind.Array
                ? value.EnumerateArray().Take(PathsMax + 1).Select(Text).OfType<string>()
            : Text(value) is { } one ? [one]
            : [];
    }

    private static string? Text(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair: a text that is none, and no path.
            return null;
        }
    }
}
