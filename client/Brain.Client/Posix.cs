using System.Runtime.InteropServices;

namespace Brain.Client;

/// <summary>
/// The few calls of the C library that .NET has no twin of, or only one that costs milliseconds at start:
/// appending in one write, locking without an exception, and a socket that nobody asks anything else of.
/// Linux numbers.
/// </summary>
internal static unsafe partial class Posix
{
    internal const int WriteOnly = 1;
    internal const int ReadWrite = 2;
    internal const int Create = 0x40;
    internal const int Exclusive = 0x80;
    internal const int Append = 0x400;
    internal const int NonBlocking = 0x800;
    internal const int Truncated = 0x200;
    internal const int CloseOnExec = 0x80000;
    internal const int NoFollow = 0x20000;
    internal const int NoTerminal = 0x100;
    internal const int FamilyUnix = 1;
    internal const int Stream = 1;
    internal const int NoSignal = 0x4000;
    internal const int LockExclusiveNow = 2 | 4;
    internal const int Unlock = 8;
    internal const int SeekEnd = 2;
    internal const int Here = -100;
    internal const int PathMax = 4096;
    internal const short Readable = 1;
    internal const short Writable = 4;

    internal const int NoEntry = 2;
    internal const int Interrupted = 4;
    internal const int TryAgain = 11;
    internal const int NoAccess = 13;
    internal const int Exists = 17;
    internal const int ConnectionRefused = 111;

    /// <summary>What the last call that failed says.</summary>
    internal static int Error => Marshal.GetLastPInvokeError();

    /// <summary>The last error as the C library words it.</summary>
    internal static string ErrorText => Marshal.GetPInvokeErrorMessage(Error);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Open(string path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "mkdir", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int MakeFolder(string path, uint mode);

    [LibraryImport("libc", EntryPoint = "unlink", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Unlink(string path);

    [LibraryImport("libc", EntryPoint = "rename", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Rename(string from, string to);

    [LibraryImport("libc", EntryPoint = "access", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Access(string path, int what);

    [LibraryImport("libc", EntryPoint = "realpath", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial byte* RealPath(string path, byte* into);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Look(int file, string path, int flags, uint what, FileFacts* into);

    [LibraryImport("libc", EntryPoint = "statvfs", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int LookAtDisk(string path, ulong* into);

    [LibraryImport("libc", EntryPoint = "pwrite", SetLastError = true)]
    internal static partial nint WriteAt(int file, byte* from, nuint count, long offset);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    internal static partial nint Read(int file, byte* into, nuint count);

    [LibraryImport("libc", EntryPoint = "pread", SetLastError = true)]
    internal static partial nint ReadAt(int file, byte* into, nuint count, long offset);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    internal static partial nint Write(int file, byte* from, nuint count);

    [LibraryImport("libc", EntryPoint = "lseek", SetLastError = true)]
    internal static partial long Seek(int file, long offset, int whence);

    [LibraryImport("libc", EntryPoint = "ftruncate", SetLastError = true)]
    internal static partial int Truncate(int file, long length);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    internal static partial int Sync(int file);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    internal static partial int Lock(int file, int operation);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    internal static partial int Close(int file);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    internal static partial uint UserId();

    [LibraryImport("libc", EntryPoint = "isatty")]
    internal static partial int IsTerminal(int file);

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    internal static partial int Socket(int family, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "connect", SetLastError = true)]
    internal static partial int Connect(int socket, UnixAddress* address, uint length);

    [LibraryImport("libc", EntryPoint = "send", SetLastError = true)]
    internal static partial nint Send(int socket, byte* from, nuint count, int flags);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    internal static partial int Poll(Awaited* awaited, nuint count, int timeoutMs);

    /// <summary>Ends the process here and now: nothing of the runtime needs closing.</summary>
    [LibraryImport("libc", EntryPoint = "_exit")]
    internal static partial void Exit(int code);

    /// <summary>Something of this name is there, whatever it is.</summary>
    internal static bool IsThere(string path) => Access(path, 0) == 0;

    /// <summary>The path without links; null when there is nothing.</summary>
    internal static string? Resolve(string path)
    {
        var into = stackalloc byte[PathMax];
        return RealPath(path, into) == null ? null : Marshal.PtrToStringUTF8((nint)into);
    }

    /// <summary>What an open file is now; all zeros when it cannot be told.</summary>
    internal static FileFacts Facts(int file)
    {
        const int theFileItself = 0x1000;
        const uint usual = 0x7FF;
        FileFacts facts;
        return Look(file, "", theFileItself, usual, &facts) == 0 ? facts : default;
    }

    /// <summary>
    /// The file system that a file or folder lies on, wherever links lead; null when that can't be told.
    /// </summary>
    internal static DiskFacts? Disk(string path)
    {
        // struct statvfs, whose first words have the same place on every 64-bit Linux: block, fragment, blocks, free,
        // available,
        // files, free files, available files, id.
        var words = stackalloc ulong[16];
        return LookAtDisk(path, words) == 0
            ? new((words[8], words[2]), words[1] * words[4], words[1] * words[2], words[5] == 0 ? null : words[7])
            : null;
    }

    /// <summary>What is at a path, without opening it; all zeros when nothing is, or it can't be told.</summary>
    internal static FileFacts FactsOf(string path, bool follow)
    {
        const int notThroughLinks = 0x100;
        const uint usual = 0x7FF;
        FileFacts facts;
        return Look(Here, path, follow ? 0 : notThroughLinks, usual, &facts) == 0 ? facts : default;
    }

    /// <summary>What is at a path, a link itself; all zeros when nothing is.</summary>
    internal static FileFacts Facts(string path) => FactsOf(path, follow: false);

    /// <summary>Takes the file's lock, trying again until the time is over.</summary>
    internal static bool LockBy(int file, long deadlineMs)
    {
        const int retryMs = 2;
        while (Lock(file, LockExclusiveNow) != 0)
        {
            if (Environment.TickCount64 >= deadlineMs)
                return false;
            Thread.Sleep(retryMs);
        }

        return true;
    }

    /// <summary>Waits until the file can be read or written; false when the time ran out first.</summary>
    internal static bool Await(int file, short what, long deadlineMs)
    {
        while (true)
        {
            var awaited = new Awaited { File = file, What = what };
            var left = deadlineMs - Environment.TickCount64;
            var ready = Poll(&awaited, 1, left < 0 ? 0 : (int)Math.Min(left, int.MaxValue));
            if (ready > 0)
                return true;
            if (ready == 0 || Error != Interrupted)
                return false;
        }
    }

    /// <summary>Writes all bytes; false when one write fails.</summary>
    internal static bool WriteAll(int file, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* first = bytes)
        {
            var done = 0;
            while (done < bytes.Length)
            {
                var wrote = Write(file, first + done, (nuint)(bytes.Length - done));
                if (wrote > 0)
                    done += (int)wrote;
                else if (wrote == 0 || Error != Interrupted)
                    return false;
            }
        }

        return true;
    }

    /// <summary>What a file system has room for.</summary>
    /// <param name="Id">Which one it is.</param>
    /// <param name="Free">Bytes that this user may still write.</param>
    /// <param name="Size">Bytes in all.</param>
    /// <param name="Files">Files that may still be made; null where there is no such limit.</param>
    internal sealed record DiskFacts((ulong, ulong) Id, ulong Free, ulong Size, ulong? Files);

    /// <summary>One file to wait for (struct pollfd).</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct Awaited
    {
        internal int File;
        internal short What;
        internal short Happened;
    }

    /// <summary>What the system knows of a file (struct statx, the same on every processor).</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    internal struct FileFacts
    {
        private const int KindMask = 0xF000;
        private const int Regular = 0x8000;
        private const int Link = 0xA000;

        /// <summary>How many names it has: 0 once it was removed.</summary>
        [FieldOffset(16)]
        internal uint Names;

        /// <summary>Whose it is.</summary>
        [FieldOffset(20)]
        internal uint User;

        [FieldOffset(28)]
        internal ushort Mode;

        /// <summary>In bytes.</summary>
        [FieldOffset(40)]
        internal long Size;

        /// <summary>When it was last written, in seconds since 1970.</summary>
        [FieldOffset(112)]
        internal long WrittenAt;

        /// <summary>A file with contents, not a folder, pipe or device.</summary>
        internal readonly bool IsRegular => (Mode & KindMask) == Regular;

        internal readonly bool IsLink => (Mode & KindMask) == Link;

        internal readonly bool IsThere => Mode != 0;
    }

    /// <summary>The address of a Unix socket (struct sockaddr_un).</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct UnixAddress
    {
        /// <summary>The most bytes a path may have; one more is for its end.</summary>
        internal const int PathMax = 107;

        internal ushort Family;
        internal fixed byte Path[PathMax + 1];
    }
}
