using System.Runtime.InteropServices;

namespace Brain.Benchmarks;

/// <summary>
/// Runs a program as a small native parent does (posix_spawn, two pipes, waitpid), so that what is measured is the
/// program and not .NET's way of starting one.
/// </summary>
internal static unsafe partial class NativeProcess
{
    private const int CloseOnExec = 0x80000;
    private const int ActionsBytes = 128; // posix_spawn_file_actions_t has 80

    /// <summary>
    /// Starts it, writes its input, reads its output to the end and waits for its exit code; with a few variables more.
    /// </summary>
    public static int Run(string[] command, ReadOnlySpan<byte> input, string[] variables)
    {
        var actions = stackalloc byte[ActionsBytes];
        var into = stackalloc int[2];
        var from = stackalloc int[2];
        Check(
            Pipe(into, CloseOnExec)
                | Pipe(from, CloseOnExec)
                | Actions(actions)
                | Redirect(actions, into[0], 0)
                | Redirect(actions, from[1], 1),
            "pipe"
        );
        string?[] all =
        [
            .. variables,
            .. Inherited.Where(one =>
                !variables.Any(text => one.StartsWith(text[..(text.IndexOf('=') + 1)], StringComparison.Ordinal))
            ),
            null,
        ];
        Check(Spawn(out var id, command[0], actions, null, [.. command, null], all), command[0]);
        _ = Close(into[0]) | Close(from[1]);
        fixed (byte* first = input)
            Check(Write(into[1], first, input.Length) == input.Length ? 0 : -1, "write");
        _ = Close(into[1]);
        var rest = stackalloc byte[4_096];
        while (Read(from[0], rest, 4_096) > 0) { }

        _ = Close(from[0]) | DestroyActions(actions);
        Check(WaitFor(id, out var status, 0) == id ? 0 : -1, "waitpid");
        return (status & 0x7f) == 0 ? (status >> 8) & 0xff : -1;
    }

    private static readonly string[] Inherited =
    [
        .. Environment
            .GetEnvironmentVariables()
            .Cast<System.Collections.DictionaryEntry>()
            .Select(one => $"{one.Key}={one.Value}"),
    ];

    private static void Check(int result, string what)
    {
        if (result != 0)
            throw new InvalidOperationException($"{what} failed with {result}, errno {Marshal.GetLastPInvokeError()}.");
    }

    [LibraryImport("libc", EntryPoint = "pipe2", SetLastError = true)]
    private static partial int Pipe(int* ends, int flags);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_init")]
    private static partial int Actions(byte* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_adddup2")]
    private static partial int Redirect(byte* actions, int from, int to);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_destroy")]
    private static partial int DestroyActions(byte* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawnp", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Spawn(
        out int id,
        string file,
        byte* actions,
        void* attributes,
        string?[] words,
        string?[] variables
    );

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint Write(int file, byte* bytes, nint count);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static partial nint Read(int file, byte* bytes, nint count);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int file);

    [LibraryImport("libc", EntryPoint = "waitpid", SetLastError = true)]
    private static partial int WaitFor(int id, out int status, int options);
}
