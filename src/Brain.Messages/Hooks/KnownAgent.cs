namespace Brain.Messages.Hooks;

/// <summary>What the house must know of an agent whoever is asked; its adapter says it.</summary>
/// <param name="Name">What follows <c>brain install</c> and <c>brain hook</c>, and the source of its rows.</param>
/// <param name="Folder">The folder of its own in a home or a project, such as <c>.agent</c>.</param>
/// <param name="OffSwitches">Settings of its own that switch hooks off.</param>
public sealed record KnownAgent(string Name, string Folder, string[] OffSwitches)
{
    /// <summary>All of them: each folder beside this file has one, and the build lists them.</summary>
    public static KnownAgent[] All => AgentCatalog.All;

    /// <summary>The names, as a usage shows them.</summary>
    public static string Names => string.Join('|', All.Select(one => one.Name));

    /// <summary>What people call it.</summary>
    public required string Title { get; init; }

    /// <summary>The program that people start.</summary>
    public required string Program { get; init; }

    /// <summary>The variable that names another folder in the place of that in the user's home.</summary>
    public string? FolderVariable { get; init; }

    /// <summary>The variable that names another home for it.</summary>
    public string? HomeVariable { get; init; }

    /// <summary>Where in a home its own files lie, where that is not <see cref="Folder"/>.</summary>
    public string? UserFolder { get; init; }

    /// <summary>What it is called and has commands for itself: no persona is called so.</summary>
    public IReadOnlyList<string> OwnWords { get; init; } = [];

    /// <summary>
    /// Files in the user's home that may name the folder where the environment does not: the agent reads them before
    /// its settings.
    /// </summary>
    public string[] FolderFiles { get; init; } = [];

    /// <summary>Where its hooks are delivered to, without the slash before it.</summary>
    public string Route => $"hooks/{Name}";

    /// <summary>Where the agent keeps the user's own files.</summary>
    /// <param name="read">Reads the environment.</param>
    /// <param name="file">Reads a small file; null where there is none, and null for reading none.</param>
    public string FolderOf(Func<string, string?> read, Func<string, string?>? file = null)
    {
        string? Told(string name) =>
            read(name) is { Length: > 0 } told ? told
            : name == FolderVariable && file is not null ? OfFiles(read("HOME"), file, name)
            : null;
        return Path.GetFullPath(
            Named(Told, FolderVariable)
                ?? Path.Combine(Named(read, HomeVariable) ?? Named(read, "HOME") ?? "/", UserFolder ?? Folder)
        );
    }

    private string? OfFiles(string? home, Func<string, string?> file, string variable) =>
        home is not { Length: > 0 }
            ? null
            : FolderFiles
                .Select(name => file(Path.Combine(home, name)))
                .OfType<string>()
                .Select(text => EnvironmentFile.Parse(text).GetValueOrDefault(variable))
                .FirstOrDefault(named => named is { Length: > 0 });

    private static string? Named(Func<string, string?> read, string? variable) =>
        variable is null || read(variable) is not { Length: > 0 } named ? null
        // No shell was there to say what it stands for.
        : named.StartsWith("~/", StringComparison.Ordinal) ? (read("HOME") ?? "") + named[1..]
        : named;

    /// <summary>The agent of that name; null when there is none.</summary>
    public static KnownAgent? Find(string? name) => Array.Find(All, one => one.Name == name);
}
