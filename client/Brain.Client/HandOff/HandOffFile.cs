using System.Text;
using Brain.Messages.Secrets;

namespace Brain.Client.HandOff;

/// <summary>
/// The project's HANDOFF.md: what sessions leave for whoever comes next. Only ever appended to, each part in one write
/// under a lock; what people wrote in it stays as it is. A link that leads out of the project is not followed.
/// </summary>
internal sealed unsafe class HandOffFile
{
    /// <summary>From here on nothing more is appended.</summary>
    internal const int BytesMax = 1024 * 1024;

    /// <summary>The most bytes of its end that a new session is told.</summary>
    internal const int TailBytesMax = 2048;

    private const int ProjectMax = 1_000;
    private const int LockWaitMs = 100;
    private const uint FileMode = 0x1A4; // rw-r--r--

    /// <summary>
    /// The folder that it is for, its links resolved: what the brain signs its parts for. Null where its path is too
    /// long to be sent.
    /// </summary>
    internal string? Project { get; }

    private readonly string _path;
    private readonly int _flags;

    private HandOffFile(string project, string path, int flags) =>
        (Project, _path, _flags) = (project.Length <= ProjectMax ? project : null, path, flags);

    /// <summary>
    /// The file of a project; null where there is none and none may be made, or where it leads out of the project.
    /// </summary>
    /// <param name="project">The project's root.</param>
    /// <param name="mayCreate">The person wants one where there is none.</param>
    internal static HandOffFile? In(string project, bool mayCreate)
    {
        const int usual = Posix.ReadWrite | Posix.Append | Posix.NonBlocking | Posix.NoFollow | Posix.CloseOnExec;
        var named = project + "/HANDOFF.md";
        if (Posix.Resolve(project) is not { } root)
            return null;
        if (Posix.Resolve(named) is { } there)
            return there.StartsWith(root.TrimEnd('/') + "/", StringComparison.Ordinal) ? new(root, there, usual) : null;
        return mayCreate ? new(root, named, usual | Posix.Create) : null;
    }

    /// <summary>
    /// Its last lines, at most <see cref="TailBytesMax"/> bytes, in ASCII for a header; null when it has none.
    /// </summary>
    internal string? Tail()
    {
        var file = Posix.Open(_path, _flags & ~(Posix.Create | Posix.ReadWrite | Posix.Append), 0);
        if (file < 0)
            return null;
        try
        {
            var facts = Posix.Facts(file);
            if (!facts.IsRegular || facts.Size == 0)
                return null;
            var start = Math.Max(0, facts.Size - TailBytesMax);
            ReadOnlySpan<byte> bytes = Read(file, start, (int)(facts.Size - start));
            // Not from the middle of a line, and never from the middle of a letter.
            var cut = start > 0 ? bytes.IndexOf((byte)'\n') + 1 : 0;
            return Convert.ToBase64String(bytes[cut..]);
        }
        finally
        {
            _ = Posix.Close(file);
        }
    }

    /// <summary>Appends a part, once: what has the same marker is there already.</summary>
    internal void Append(string marker, string text)
    {
        var file = Posix.Open(_path, _flags, FileMode);
        if (file < 0)
            return;
        try
        {
            _ = Posix.LockBy(file, Environment.TickCount64 + LockWaitMs);
            var facts = Posix.Facts(file);
            var part = Encoding.UTF8.GetBytes(SecretScanner.Redact(text));
            if (!facts.IsRegular || facts.Size + part.Length + 2 > BytesMax)
                return;
            ReadOnlySpan<byte> before = Read(file, 0, (int)facts.Size);
            if (before.IndexOf(Encoding.UTF8.GetBytes(marker)) >= 0)
                return;
            byte[] gap =
                before.Length == 0 ? []
                : before[^1] == '\n' ? "\n"u8.ToArray()
                : "\n\n"u8.ToArray();
            byte[] all = [.. gap, .. part];
            fixed (byte* first = all)
            {
                if (Posix.Write(file, first, (nuint)all.Length) is var wrote && wrote > 0 && wrote < all.Length)
                    _ = Posix.Truncate(file, facts.Size);
            }
        }
        finally
        {
            _ = Posix.Close(file);
        }
    }

    private static byte[] Read(int file, long from, int count)
    {
        var bytes = new byte[count];
        fixed (byte* first = bytes)
        {
            var got = count == 0 ? 0 : Posix.ReadAt(file, first, (nuint)count, from);
            return got == count ? bytes : bytes[..(int)Math.Max(0, got)];
        }
    }
}
