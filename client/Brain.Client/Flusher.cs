using System.Runtime.InteropServices;
using System.Text;

namespace Brain.Client;

/// <summary>
/// Starts <c>brain spool flush</c> in a session of its own, with none of our files open, so that no hook and no agent
/// waits for it. At most one at a time, and one every <see cref="PauseSeconds"/>.
/// </summary>
internal static unsafe partial class Flusher
{
    /// <summary>The least time between two starts.</summary>
    internal const int PauseSeconds = 2;

    /// <summary>The option by which the flush knows that nobody looks.</summary>
    internal const string Unwatched = "--unwatched";

    private const int LogBytesMax = 1024 * 1024;
    private const int OpaqueBytes = 512;
    private const short OwnSession = 0x80;
    private const uint FileMode = 0x180; // rw-------

    /// <summary>Takes the lock of the one flush that runs unwatched; null when another has it.</summary>
    internal static int? TryLock(BrainHome home)
    {
        var file = Posix.Open(LockPath(home), Posix.ReadWrite | Posix.Create | Posix.CloseOnExec, FileMode);
        if (file >= 0 && Posix.Lock(file, Posix.LockExclusiveNow) == 0)
            return file;
        _ = Posix.Close(file);
        return null;
    }

    /// <summary>Starts one, unless one runs or has just been started.</summary>
    internal static void Start(BrainHome home)
    {
        // Whoever hosts this code in tests is no brain to start again.
        if (Environment.ProcessPath is not { } program || !program.EndsWith("/brain", StringComparison.Ordinal))
            return;
        if (TryLock(home) is not { } file)
            return;
        var facts = Posix.Facts(file);
        var due = facts.Size == 0 || DateTimeOffset.UtcNow.ToUnixTimeSeconds() - facts.WrittenAt is >= PauseSeconds or < 0;
        if (due)
        {
            var mark = (byte)'\n';
            _ = Posix.WriteAt(file, &mark, 1, 0);
        }

        _ = Posix.Close(file);
        if (due)
            Spawn(home, program);
    }

    private static string LockPath(BrainHome home) => home.Spool + "/flush.lock";

    private static void Spawn(BrainHome home, string program)
    {
        var files = stackalloc byte[OpaqueBytes];
        var attributes = stackalloc byte[OpaqueBytes];
        _ = FilesInit(files);
        _ = AttributesInit(attributes);
        _ = SetFlags(attributes, OwnSession);
        _ = AddOpen(files, 0, "/dev/null", 0, 0);
        _ = AddOpen(files, 1, "/dev/null", Posix.WriteOnly, 0);
        _ = AddOpen(files, 2, Log(home, out var flags), flags, FileMode);
        foreach (var entry in Directory.EnumerateFileSystemEntries("/proc/self/fd"))
        {
            if (int.TryParse(Path.GetFileName(entry.AsSpan()), out var open) && open > 2)
                _ = AddClose(files, open);
        }

        // The agent's environment holds its keys; this needs to know only where the brain is.
        using var arguments = new Words([program, "spool", "flush", Unwatched]);
        using var variables = new Words([$"BRAIN_HOME={home.Path}"]);
        int id;
        _ = SpawnProgram(&id, program, files, attributes, arguments.First, variables.First);
        _ = FilesDestroy(files);
        _ = AttributesDestroy(attributes);
    }

    private static string Log(BrainHome home, out int flags)
    {
        const uint folderMode = 0x1C0; // rwx------
        _ = Posix.MakeFolder(home.Path + "/logs", folderMode);
        var path = home.Path + "/logs/spool.log";
        var full = File.Exists(path) && new FileInfo(path).Length > LogBytesMax;
        flags = Posix.WriteOnly | Posix.Create | Posix.Append | (full ? Posix.Truncated : 0);
        return path;
    }

    [LibraryImport("libc", EntryPoint = "posix_spawn", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SpawnProgram(int* id, string program, byte* files, byte* attributes, byte** arguments, byte** variables);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_init")]
    private static partial int FilesInit(byte* files);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_destroy")]
    private static partial int FilesDestroy(byte* files);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_addopen", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int AddOpen(byte* files, int file, string path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_addclose")]
    private static partial int AddClose(byte* files, int file);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_init")]
    private static partial int AttributesInit(byte* attributes);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_destroy")]
    private static partial int AttributesDestroy(byte* attributes);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setflags")]
    private static partial int SetFlags(byte* attributes, short flags);

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
