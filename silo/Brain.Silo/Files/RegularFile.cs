using System.Runtime.InteropServices;
using System.Text;
using Brain.Messages.Hooks;
using Microsoft.Win32.SafeHandles;

namespace Brain.Silo.Files;

/// <summary>
/// Reads files that somebody else named: an agent's hook, a persona, a project. Pipes and devices are not opened and
/// hold nobody up, also when they take a file's place a moment before; a file that is too large is not read.
/// </summary>
internal static partial class RegularFile
{
    // open(2), asm-generic/fcntl.h: read only, no controlling terminal, not waiting for a pipe's writer, closed on
    // exec.
    private const int Flags = 0x100 | 0x800 | 0x80000;
    private const int Interrupted = 4;

    /// <summary>The file, opened for reading; null when there is no regular file at the end of the path.</summary>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static SafeFileHandle? Open(string path)
    {
        // Looked at first, for opening a device can do something by itself.
        if (path.Contains('\0') || FileIdentity.Of(path) is null)
            return null;
        var file = OpenNow(path, Flags);
        while (file < 0 && Marshal.GetLastPInvokeError() == Interrupted)
            file = OpenNow(path, Flags);
        if (file < 0)
            throw new UnauthorizedAccessException($"{path} can't be opened: {Marshal.GetLastPInvokeErrorMessage()}");
        var handle = new SafeFileHandle(file, ownsHandle: true);
        if (FileIdentity.Of(handle) is not null)
            return handle;
        handle.Dispose();
        return null;
    }

    /// <summary>All of a file; null when there is no regular file, or it is larger than allowed.</summary>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static byte[]? Read(string path, int bytesMax) => Read(path, bytesMax, seen: null);

    /// <summary>All of a file that was looked at; null when the path leads to another one by now.</summary>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static byte[]? Read(string path, int bytesMax, FileIdentity? seen)
    {
        using var file = Open(path);
        if (file is null || RandomAccess.GetLength(file) > bytesMax)
            return null;
        if (seen is not null && FileIdentity.Of(file)?.IsSame(seen) != true)
            return null;
        var bytes = new byte[Math.Min(bytesMax, RandomAccess.GetLength(file))];
        var length = 0;
        for (int got; length < bytes.Length && (got = RandomAccess.Read(file, bytes.AsSpan(length), length)) > 0;)
            length += got;
        return length == bytes.Length ? bytes : bytes[..length];
    }

    /// <summary>Its first bytes, all of it when it is no longer; null when there is no regular file.</summary>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static byte[]? Start(string path, int bytesMax)
    {
        using var file = Open(path);
        if (file is null)
            return null;
        var bytes = new byte[Math.Min(bytesMax, RandomAccess.GetLength(file))];
        return bytes[..RandomAccess.Read(file, bytes, 0)];
    }

    /// <summary>The text of a file that sets variables; null where there is none that can be read.</summary>
    public static string? EnvironmentText(string path)
    {
        try
        {
            return Start(path, EnvironmentFile.BytesMax) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int OpenNow(string path, int flags);
}
