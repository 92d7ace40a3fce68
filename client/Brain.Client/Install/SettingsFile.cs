namespace Brain.Client.Install;

/// <summary>
/// A settings file on disk: read whole, written so that a reader sees the old or the new, never half.
/// </summary>
internal sealed class SettingsFile(string path)
{
    /// <summary>A larger file is no settings file.</summary>
    internal const int BytesMax = 4 * 1024 * 1024;

    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Where it lies, through any symlink.</summary>
    internal string Path { get; } = Target(System.IO.Path.GetFullPath(path));

    internal bool Exists => File.Exists(Path);

    private string BackupPrefix => Path + ".brain-backup-";

    /// <exception cref="ClientException">It is too large for settings, or may not be read.</exception>
    internal byte[] Read() =>
        !Exists ? []
        : FileHead.Read(Path, BytesMax + 1) is not { } bytes
            ? throw new ClientException($"{Path} is no file that can be read. Nothing was changed.")
        : bytes.Length > BytesMax
            ? throw new ClientException(
                $"{Path} has more than {BytesMax} bytes, so it is not read. Nothing was changed."
            )
        : bytes;

    /// <summary>A copy beside it, named by the moment.</summary>
    internal string Backup(DateTimeOffset now)
    {
        var backup = BackupPrefix + now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'");
        for (var i = 2; File.Exists(backup); i++)
            backup = $"{BackupPrefix}{now.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}-{i}";
        File.Copy(Path, backup);
        return backup;
    }

    /// <summary>Every backup of it, newest first.</summary>
    internal string[] Backups()
    {
        var folder = System.IO.Path.GetDirectoryName(Path)!;
        return Directory.Exists(folder)
            ? [.. Directory.GetFiles(folder, System.IO.Path.GetFileName(BackupPrefix) + "*").OrderDescending()]
            : [];
    }

    internal void Write(byte[] bytes)
    {
        var mode = Exists ? File.GetUnixFileMode(Path) : Private;
        var next = $"{Path}.brain-{Environment.ProcessId}";
        // Whatever lies there by that name, a link for one, is not written through.
        File.Delete(next);
        try
        {
            using (
                var file = new FileStream(
                    next,
                    new FileStreamOptions
                    {
                        Mode = FileMode.CreateNew,
                        Access = FileAccess.Write,
                        UnixCreateMode = Private,
                    }
                )
            )
            {
                file.Write(bytes);
                file.Flush(flushToDisk: true);
            }

            File.SetUnixFileMode(next, mode);
            File.Move(next, Path, overwrite: true);
        }
        finally
        {
            File.Delete(next);
        }
    }

    private static string Target(string path) =>
        new FileInfo(path) is { LinkTarget: not null } link
            ? link.ResolveLinkTarget(returnFinalTarget: true)!.FullName
            : path;
}
