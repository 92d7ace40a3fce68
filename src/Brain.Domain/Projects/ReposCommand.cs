using Brain.Messages.Commands;
using Brain.Messages.Sessions;

namespace Brain.Domain.Projects;

/// <summary>What <c>brain repos</c> is told.</summary>
/// <param name="Sync">Look for clones; else list those that are known.</param>
/// <param name="Folders">Below which folders to look, whole paths; none for where sessions were.</param>
public sealed record ReposCommand(bool Sync, IReadOnlyList<string> Folders)
{
    /// <summary>Reads what follows the verb, one word a line.</summary>
    public static (ReposCommand? Command, Refusal? Refusal) Parse(string args)
    {
        var words = args.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return words switch
        {
            [] or ["list"] => (new(Sync: false, []), null),
            ["sync", .. var folders] when folders.All(folder => folder[0] == '/') => (new(Sync: true, folders), null),
            _ => (
                null,
                new(
                    "repos.usage",
                    $"Say: {CommandCatalog.Of(CommandKind.Repos).ShellUsage}, with whole paths. Nothing was changed."
                )
            ),
        };
    }
}
