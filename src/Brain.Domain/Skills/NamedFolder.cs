using Brain.Messages.Projects;

namespace Brain.Domain.Skills;

/// <summary>A folder that somebody has looked through for skills from then on.</summary>
public static class NamedFolder
{
    // Of these a folder right below is somebody's home, or a whole disk.
    private static readonly string[] OfHomes = ["/home", "/Users", "/mnt", "/media", "/Volumes"];

    // What lies here is no files.
    private static readonly string[] OfTheSystem = ["/proc", "/sys", "/dev"];

    /// <summary>Why a folder can't be named: looking through it again and again would take for ever.</summary>
    /// <param name="folder">Its whole path, without links.</param>
    /// <param name="home">The home of who runs the brain, without links, or null.</param>
    public static string? Refusal(string folder, string? home) =>
        Array.Exists(OfTheSystem, one => ProjectFolder.Holds(one, folder)) ? "it has no files of anybody's"
        : home is ['/', _, ..] && ProjectFolder.Holds(folder, home) ? "it is a home folder, or has one in it"
        : Below(folder) is null or "/" || Array.Exists(OfHomes, one => one == Below(folder))
            ? "it is a home folder, a whole disk or a folder of the system"
        : null;

    private static string? Below(string folder) => Path.GetDirectoryName(folder.TrimEnd('/'));
}
