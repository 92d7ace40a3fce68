using System.Runtime.InteropServices;

namespace Brain.Models.Embeddings;

/// <summary>Work that nobody waits for: its thread gets a processor when no other wants it.</summary>
/// <remarks>On Linux a nice value is a thread's own; the threads that it starts have it too (setpriority(2)).</remarks>
internal static partial class BackgroundThread
{
    /// <summary>How nice it is: it gets about a tenth of what a thread that competes with it gets.</summary>
    public const int Nice = 10;

    private const int OneThread = 0; // PRIO_PROCESS: a thread, where each has its own number
    private const int Calling = 0;

    /// <summary>Does it on a thread of its own, and ends with it.</summary>
    public static Task<T> Run<T>(Func<T> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            try
            {
                // Elsewhere it would be the whole process'. Where it is refused the work is done as any other.
                if (OperatingSystem.IsLinux())
                    _ = SetPriority(OneThread, Calling, Nice);
                done.SetResult(work());
            }
            catch (OperationCanceledException fault)
            {
                done.SetCanceled(fault.CancellationToken);
            }
            catch (Exception fault)
            {
                done.SetException(fault);
            }
        })
        {
            IsBackground = true,
            Name = nameof(BackgroundThread),
        };
        thread.Start();
        return done.Task;
    }

    /// <summary>Does it to each item, on the calling thread and others that it starts; waits for all of them.</summary>
    /// <exception cref="Exception">What one of them failed with first; nothing more is begun after it.</exception>
    public static void Share<T>(IReadOnlyList<T> items, int threads, Action<T> act)
    {
        var (next, fault) = (-1, default(Exception));
        var others = Enumerable.Range(1, Math.Max(0, threads - 1)).Select(_ => new Thread(Work)).ToArray();
        foreach (var other in others)
        {
            other.IsBackground = true;
            other.Start();
        }

        Work();
        foreach (var other in others)
            other.Join();
        if (fault is not null)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(fault);

        void Work()
        {
            try
            {
                while (
                    Volatile.Read(ref fault) is null && Interlocked.Increment(ref next) is var at && at < items.Count
                )
                    act(items[at]);
            }
            catch (Exception found)
            {
                Interlocked.CompareExchange(ref fault, found, null);
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "setpriority")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetPriority(int which, uint who, int nice);
}
