namespace Brain.Silo.Skills;

/// <summary>An agent whose skills lie in folders of its own. Registered, they are synced.</summary>
internal interface ISkillSource
{
    /// <summary>The folders in which its skills lie now.</summary>
    /// <param name="projects">Folders in which sessions ran.</param>
    /// <param name="isWhole">
    /// Whether these are all: what is known below any other folder of this agent's is no more then.
    /// </param>
    IEnumerable<SkillRoot> Roots(IEnumerable<string> projects, out bool isWhole);

    /// <summary>Its folder of configuration, where the person's own skills and instructions lie.</summary>
    string Home { get; }
}

/// <summary>A folder in which skills lie, each in a folder of its own.</summary>
/// <param name="Path">The folder, without links. It need not exist.</param>
/// <param name="Scope">user, project, plugin or folder: whose they are.</param>
internal sealed record SkillRoot(string Path, string Scope)
{
    /// <summary>A person's own.</summary>
    public const string OfUser = "user";

    /// <summary>A project's.</summary>
    public const string OfProject = "project";

    /// <summary>A plugin's.</summary>
    public const string OfPlugin = "plugin";

    /// <summary>Of a folder that somebody named.</summary>
    public const string OfFolder = "folder";

    /// <summary>The project's folder.</summary>
    public string? Project { get; init; }

    /// <summary>The plugin.</summary>
    public string? Plugin { get; init; }

    /// <summary>So deep below it a skill may lie; 1 for right in it.</summary>
    public int Depth { get; init; } = 1;

    /// <summary>
    /// A folder that is there whether skills are or not: where it is not, a disk may be away, and nothing is known to
    /// be gone.
    /// </summary>
    public string Anchor { get; init; } = AnchorOf(Path);

    /// <summary>What stands around a folder, so that it can be told to be gone.</summary>
    public static string AnchorOf(string folder) => System.IO.Path.GetDirectoryName(folder) ?? "/";
}
