using System.Diagnostics;
using Brain.Grains.Abstractions.Sessions;

namespace Brain.Silo.Hosting;

/// <summary>Asks a grain again when its silo went away or its write lost a race: a fresh activation answers.</summary>
internal static class GrainRetry
{
    // A killed silo is found out within about three seconds; until then its grains' callers are turned away.
    private static readonly TimeSpan PatienceMax = TimeSpan.FromSeconds(8);

    private const int PauseMsMax = 160;
    private const int RacesMax = 5;

    /// <summary>Calls until it is answered, for at most <see cref="PatienceMax"/>.</summary>
    public static async Task<T> Ask<T>(Func<Task<T>> call)
    {
        var began = Stopwatch.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await call();
            }
            catch (Exception fault) when (Stopwatch.GetElapsedTime(began) < PatienceMax && IsPassing(fault, attempt))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(PauseMsMax, 10 << Math.Min(attempt, 5))));
            }
        }
    }

    // A row that breaks a rule breaks it again the next time; a race is lost once or twice, a silo is away for a while.
    private static bool IsPassing(Exception fault, int attempt) =>
        fault switch
        {
            OrleansMessageRejectionException => true,
            NotCommittedException refused => attempt < (refused.Raced ? RacesMax : 2),
            _ => false,
        };
}
