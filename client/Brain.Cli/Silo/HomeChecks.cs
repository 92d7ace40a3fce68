using Brain.Client;

namespace Brain.Cli.Silo;

/// <summary>The brain's own folder: is it there, and is it private?</summary>
internal static class HomeChecks
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead
        | UnixFileMode.GroupWrite
        | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead
        | UnixFileMode.OtherWrite
        | UnixFileMode.OtherExecute;

    private const UnixFileMode OthersWrite = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    internal static IEnumerable<CheckResult> Run(BrainHome home)
    {
        yield return Folder(home);
        yield return Secret("token", home.Token);
        if (File.Exists(home.HookToken))
            yield return Secret("hook token", home.HookToken);
        yield return File.Exists(home.Program)
            ? CheckResult.Good("client", $"{home.Program}, version {SiloNotes.Version}")
            : CheckResult.Odd("client", $"{home.Program} is not there", "brain up");
    }

    private static CheckResult Folder(BrainHome home)
    {
        if (!Directory.Exists(home.Path))
            return CheckResult.Bad("home", $"{home.Path} is not there", "brain up");
        // Where Postgres must run as another user, that user has to get through the folder; nobody has to write.
        return (File.GetUnixFileMode(home.Path) & OthersWrite) == UnixFileMode.None
            ? CheckResult.Good("home", home.Path)
            : CheckResult.Bad("home", $"others can write to {home.Path}", $"chmod go-w {home.Path}");
    }

    private static CheckResult Secret(string part, string path)
    {
        if (!File.Exists(path))
            return CheckResult.Odd(part, $"{path} is not there", "brain up");
        return (File.GetUnixFileMode(path) & Others) == UnixFileMode.None
            ? CheckResult.Good(part, $"{path} is private")
            : CheckResult.Bad(part, $"others can read {path}", $"chmod 600 {path}");
    }
}
