using Brain.Domain.Tools;
using Brain.Domain.Watching;
using Brain.Messages.Hooks;
using Brain.Messages.Sessions;

namespace Brain.Domain.Drift;

/// <summary>Somewhere that a turn touched.</summary>
/// <param name="Path">As the tool was told.</param>
/// <param name="Writes">It was changed there, not only read.</param>
/// <param name="Folder">Where it leaves the project, such as <c>/home/me/other</c>; null when it is inside.</param>
/// <param name="IsScratch">Scratch space or the agent's own folder: nobody's work is touched there.</param>
internal sealed record TouchedPath(string Path, bool Writes, string? Folder, bool IsScratch);

/// <summary>Where a turn worked, as its tool calls say.</summary>
internal static class TouchedPaths
{
    private static readonly string[] FileCommands =
    [
        "cp",
        "mv",
        "rm",
        "tee",
        "mkdir",
        "touch",
        "sed",
        "ln",
        "chmod",
        "chown",
        "rsync",
        "install",
    ];

    // What an agent keeps for itself, in a home or in a project.
    private static readonly string[] OwnFolders = [.. KnownAgent.All.Select(agent => $"/{agent.Folder}/")];

    /// <summary>Every place that the turn's calls name; refused calls went nowhere.</summary>
    public static IEnumerable<TouchedPath> Of(TurnSigns signs) =>
        signs
            .ToolCalls.Take(ToolCall.PerTurnMax)
            .Where(call => call.Status != ToolStatus.Denied && call.Target is { Length: > 0 })
            .SelectMany(call => Of(call.Kind, call.Target!).Select(path => At(path.Path, path.Writes, signs.Project)));

    /// <summary>Whether a tool runs a command.</summary>
    public static bool IsShell(ToolKind kind) => kind is ToolKind.Shell or ToolKind.OtherShell;

    /// <summary>The places that were changed.</summary>
    public static IEnumerable<TouchedPath> Written(TurnSigns signs) => Of(signs).Where(place => place.Writes);

    private static IEnumerable<(string Path, bool Writes)> Of(ToolKind kind, string target) =>
        kind switch
        {
            ToolKind.Write or ToolKind.Edit => [(target, true)],
            ToolKind.Read or ToolKind.Find or ToolKind.Search => [(target, false)],
            _ when IsShell(kind) && !ShellCommand.OnlyReads(target) => Changed(target).Select(path => (path, true)),
            _ => [],
        };

    // Only the plain forms: where a command goes, and what the usual programs leave behind.
    private static IEnumerable<string> Changed(string command)
    {
        foreach (var segment in command.Split([';', '|', '&', '\n']))
        {
            var words = segment.Split([' ', '\t', '"', '\''], StringSplitOptions.RemoveEmptyEntries);
            for (var at = 1; at < words.Length; at++)
            {
                var aimed =
                    words[at - 1] is "cd" or "-C" or ">" or ">>"
                    || (at == words.Length - 1 && Array.IndexOf(FileCommands, words[0]) >= 0);
                if (
                    aimed
                    && words[at] is ['/', ..] or ['~', '/', ..]
                    && !words[at].StartsWith("/dev/", StringComparison.Ordinal)
                )
                    yield return words[at];
            }
        }
    }

    private static TouchedPath At(string path, bool writes, string? project)
    {
        var home = Home(project);
        var plain = Plain(
            path.StartsWith("~/", StringComparison.Ordinal) && home is not null ? home + path[1..] : path
        );
        var root = Plain(project ?? "");
        var inside =
            project is null
            || !plain.StartsWith('/')
            || plain == root
            || plain.StartsWith(root + "/", StringComparison.Ordinal);
        return new(path, writes, inside ? null : Leaves(plain, root), IsMild(plain));
    }

    private static string Plain(string path)
    {
        var parts = new List<string>();
        foreach (var part in path.Replace('\\', '/').Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == ".." && parts.Count > 0)
                parts.RemoveAt(parts.Count - 1);
            else if (part is not ("." or ".."))
                parts.Add(part);
        }

        return (path.StartsWith('/') ? "/" : "") + string.Join('/', parts);
    }

    private static string Leaves(string path, string root)
    {
        var (parts, roots) = (path.Split('/'), root.Split('/'));
        var same = 0;
        while (same < parts.Length - 1 && same < roots.Length && parts[same] == roots[same])
            same++;
        return string.Join('/', parts.Take(same + 1));
    }

    private static bool IsMild(string path) =>
        path == "/tmp"
        || path.StartsWith("/tmp/", StringComparison.Ordinal)
        || path.StartsWith("/var/tmp/", StringComparison.Ordinal)
        || path.StartsWith("/private/tmp/", StringComparison.Ordinal)
        || Array.Exists(OwnFolders, own => path.Contains(own, StringComparison.Ordinal));

    private static string? Home(string? project) =>
        project?.Split('/') switch
        {
            ["", "root", ..] => "/root",
            ["", ("home" or "Users") and var folder, var name, ..] => $"/{folder}/{name}",
            _ => null,
        };
}
