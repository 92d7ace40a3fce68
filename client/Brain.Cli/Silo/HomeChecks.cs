using Brain.Client;

namespace Brain.Cli.Silo;

/// <summary>The brain's own folder: is it there, and is it private?</summary>
internal static class HomeChecks
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private const UnixFileMode OthersWrite = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    internal static IEnumerable<Finding> Run(BrainHome home)
    {
        yield return Folder(home);
        yield return Secret("token", home.Token);
        if (File.Exists(home.HookToken))
            yield return Secret("hook token", home.HookToken);
        yield return File.Exists(home.Program)
            ? Finding.Good("client", $"{home.Program}, version {SiloNotes.Version}")
            : Finding.Odd("client", $"{home.Program} is not there", "brain up");
    }

    private static Finding Folder(BrainHome home)
    {
        if (!Directory.Exists(home.Path))
            return Finding.Bad("home", $"{home.Path} is not there", "brain up");
        // Where Postgres must run as another user, that user has to get through the folder; nobody has to write.
        return (File.GetUnixFileMode(home.Path) & OthersWrite) == UnixFileMode.None
            ? Finding.Good("home", home.Path)
            : Finding.Bad("home", $"others can write to {home.Path}", $"chmod go-w {home.Path}");
    }

    private static Finding Secret(string part, string path)
    {
        if (!File.Exists(path))
            return Finding.Odd(part, $"{path} is not there", "brain up");
        return (File.GetUnixFileMode(path) & Others) == UnixFileMode.None
            ? Finding.Good(part, $"{path} is private")
            : Finding.Bad(part, $"others can read {path}", $"chmod 600 {path}");
    }
}
