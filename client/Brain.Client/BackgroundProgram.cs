using System.Runtime.InteropServices;
using System.Text;

namespace Brain.Client;

/// <summary>
/// Starts a program in a session of its own, with none of our files open, no signal ignored or blocked and only the
/// environment that it is given, so that nobody waits for it and it outlives whoever started it.
/// </summary>
internal static unsafe partial class BackgroundProgram
{
    private const int OpaqueBytes = 512;
    private const int SignalSetBytes = 128;
    private const short SetSignalDefaults = 0x04;
    private const short SetSignalMask = 0x08;
    private const short OwnSession = 0x80;
    private const uint FileMode = 0x180; // rw-------
    private const uint FolderMode = 0x1C0; // rwx------

    /// <summary>The number of its process, or less than zero: the negated error of the system.</summary>
    /// <param name="words">The program's path and its arguments.</param>
    /// <param name="variables">Its whole environment, each as <c>NAME=value</c>.</param>
    /// <param name="log">Where its output goes; emptied first when longer than <paramref name="logBytesMax"/>.</param>
    /// <param name="logBytesMax">In bytes.</param>
    internal static int Start(string[] words, string[] variables, string log, long logBytesMax)
    {
        var files = stackalloc byte[OpaqueBytes];
        var attributes = stackalloc byte[OpaqueBytes];
        var signals = stackalloc byte[SignalSetBytes];
        _ = FilesInit(files);
        _ = AttributesInit(attributes);
        // Whoever hosts a hook may ignore or block signals, and both are handed down.
        _ = EmptySet(signals);
        _ = SetMask(attributes, signals);
        _ = FillSet(signals);
        _ = SetDefaults(attributes, signals);
        _ = SetFlags(attributes, OwnSession | SetSignalDefaults | SetSignalMask);
        _ = AddOpen(files, 0, "/dev/null", 0, 0);
        _ = AddOpen(files, 1, log, Flags(log, logBytesMax), FileMode);
        _ = AddDuplicate(files, 1, 2);
        _ = AddFolder(files, "/");
        foreach (var entry in Directory.EnumerateFileSystemEntries("/proc/self/fd"))
        {
            if (int.TryParse(Path.GetFileName(entry.AsSpan()), out var open) && open > 2)
                _ = AddClose(files, open);
        }

        using var arguments = new Words(words);
        using var environment = new Words(variables);
        int id;
        var error = SpawnProgram(&id, words[0], files, attributes, arguments.First, environment.First);
        _ = FilesDestroy(files);
        _ = AttributesDestroy(attributes);
        return error == 0 ? id : -Math.Max(error, 1);
    }

    private static int Flags(string log, long bytesMax)
    {
        _ = Posix.MakeFolder(Path.GetDirectoryName(log)!, FolderMode);
        var full = File.Exists(log) && new FileInfo(log).Length > bytesMax;
        return Posix.WriteOnly | Posix.Create | Posix.Append | (full ? Posix.Truncated : 0);
    }

    [LibraryImport("libc", EntryPoint = "posix_spawn", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SpawnProgram(
        int* id,
        string program,
        byte* files,
        byte* attributes,
        byte** arguments,
        byte** variables
    );

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_init")]
    private static partial int FilesInit(byte* files);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_destroy")]
    private static partial int FilesDestroy(byte* files);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_addopen", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int AddOpen(byte* files, int file, string path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_adddup2")]
    private static partial int AddDuplicate(byte* files, int file, int number);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_addclose")]
    private static partial int AddClose(byte* files, int file);

    [LibraryImport(
        "libc",
        EntryPoint = "posix_spawn_file_actions_addchdir_np",
        StringMarshalling = StringMarshalling.Utf8
    )]
    private static partial int AddFolder(byte* files, string path);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_init")]
    private static partial int AttributesInit(byte* attributes);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_destroy")]
    private static partial int AttributesDestroy(byte* attributes);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setflags")]
    private static partial int SetFlags(byte* attributes, short flags);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setsigmask")]
    private static partial int SetMask(byte* attributes, byte* signals);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setsigdefault")]
    private static partial int SetDefaults(byte* attributes, byte* signals);

    [LibraryImport("libc", EntryPoint = "sigemptyset")]
    private static partial int EmptySet(byte* signals);

    [LibraryImport("libc", EntryPoint = "sigfillset")]
    private static partial int FillSet(byte* signals);

    /// <summary>A list of C strings that ends in null.</summary>
    private sealed class Words : IDisposable
    {
        private readonly int _count;

        internal Words(string[] words)
        {
            _count = words.Length;
            First = (byte**)NativeMemory.AllocZeroed((nuint)(words.Length + 1), (nuint)sizeof(byte*));
            for (var i = 0; i < words.Length; i++)
            {
                var bytes = Encoding.UTF8.GetBytes(words[i]);
                First[i] = (byte*)NativeMemory.AllocZeroed((nuint)bytes.Length + 1);
                bytes.CopyTo(new Span<byte>(First[i], bytes.Length));
            }
        }

        internal byte** First { get; }

        public void Dispose()
        {
            for (var i = 0; i < _count; i++)
                NativeMemory.Free(First[i]);
            NativeMemory.Free(First);
        }
    }
}
