using System.Runtime.InteropServices;

namespace Brain.Silo.Files;

/// <summary>Where a path leads, through every link on the way, whether its end is there yet or not.</summary>
internal static partial class RealPath
{
    private const int LinksMax = 16;

    /// <summary>The real path of an absolute one.</summary>
    public static string Of(string path)
    {
        var tail = "";
        for (var links = 0; links < LinksMax;)
        {
            if (Resolve(path) is { } real)
            {
                if (tail.Length == 0)
                    return real;
                var whole = Path.GetFullPath(tail, real);
                if (!tail.Split('/').Contains(".."))
                    return whole;
                // A way back out of what is not there ends at what may be.
                (path, tail, links) = (whole, "", links + 1);
                continue;
            }

            // A link to what is not there yet is followed all the same: what is written goes there.
            if (new FileInfo(path).LinkTarget is { } target)
            {
                path = Path.GetFullPath(target, Path.GetDirectoryName(path) ?? "/");
                links++;
                continue;
            }

            if (Path.GetDirectoryName(path) is not { } parent)
                break;
            tail = tail.Length == 0 ? Path.GetFileName(path) : $"{Path.GetFileName(path)}/{tail}";
            path = parent;
        }

        return Path.GetFullPath(tail, path);
    }

    private static string? Resolve(string path)
    {
        var found = Realpath(path, 0);
        if (found == 0)
            return null;
        try
        {
            return Marshal.PtrToStringUTF8(found);
        }
        finally
        {
            Free(found);
        }
    }

    [LibraryImport("libc", EntryPoint = "realpath", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint Realpath(string path, nint into);

    [LibraryImport("libc", EntryPoint = "free")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial void Free(nint memory);
}
