using System.Runtime.InteropServices;
using Brain.Silo.Files;

namespace Brain.Silo.Skills;

/// <summary>
/// Replaces a person's file whole or not at all, with its mode and owner. The new one takes the old one's place in one
/// step and gives it back where the old one turns out to be another than was read, so that no edit is lost.
/// </summary>
internal static partial class FileReplacement
{
    private const int CurrentFolder = -100;
    private const uint Exchanged = 2;
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const string Changed = "it changed while the list was made; it is tried again";

    /// <summary>Replaces it.</summary>
    /// <param name="path">The file, without links.</param>
    /// <param name="before">What it was when it was read; null where it was not there.</param>
    /// <param name="old">What was read.</param>
    /// <param name="bytes">What it is to have.</param>
    /// <returns>Why it stays as it is; null when it was replaced.</returns>
    public static string? Replace(string path, FileIdentity? before, byte[] old, byte[] bytes)
    {
        if (before is { Links: > 1 })
            return $"it has {before.Links} names, and a new file would have one of them alone";
        var mode = before is null ? default(UnixFileMode?) : File.GetUnixFileMode(path);
        if (mode is { } rights && !rights.HasFlag(UnixFileMode.UserWrite))
            return "it is read-only";
        var draft = Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.{Guid.NewGuid():N}.new");
        var keep = false;
        try
        {
            if (!Write(draft, before, mode, bytes))
                return "it belongs to somebody else, and a new file would not";
            if (before is null)
            {
                File.Move(draft, path, overwrite: false);
                return null;
            }

            if (FileIdentity.OfItself(path) != before || !Has(path, old))
                return Changed;
            if (!Exchange(draft, path))
            {
                // A file system that can't change two files at once.
                File.Move(draft, path, overwrite: true);
                return null;
            }

            if (Has(draft, old))
                return null;
            keep = !Exchange(draft, path) || !Has(draft, bytes);
            return keep ? $"it changed while it was replaced; what was found there is in {draft}" : Changed;
        }
        finally
        {
            if (!keep)
                File.Delete(draft);
        }
    }

    private static bool Write(string draft, FileIdentity? before, UnixFileMode? mode, byte[] bytes)
    {
        var how = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = before is null ? null : Private,
        };
        using (var file = new FileStream(draft, how))
        {
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }

        var own = FileIdentity.OfItself(draft);
        if (
            before is not null
            && (own?.Owner, own?.Group) != (before.Owner, before.Group)
            && Own(draft, before.Owner, before.Group) != 0
        )
            return false;
        if (mode is { } rights)
            File.SetUnixFileMode(draft, rights);
        return true;
    }

    private static bool Has(string path, byte[] bytes) =>
        RegularFile.Read(path, bytes.Length) is { } now && now.AsSpan().SequenceEqual(bytes);

    private static bool Exchange(string one, string other)
    {
        try
        {
            return Rename(CurrentFolder, one, CurrentFolder, other, Exchanged) == 0;
        }
        catch (EntryPointNotFoundException)
        {
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "renameat2", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Rename(int fromFolder, string from, int toFolder, string to, uint flags);

    [LibraryImport("libc", EntryPoint = "chown", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Own(string path, uint owner, uint group);
}
