using Npgsql;

namespace Brain.Silo.Engine;

/// <summary>Asks a grain again when its silo went away or its write lost a race: a fresh activation answers.</summary>
internal static class Retrying
{
    private const int AttemptsMax = 8;

    /// <summary>Calls until it is answered, at most <see cref="AttemptsMax"/> times over about three seconds.</summary>
    public static async Task<T> Ask<T>(Func<Task<T>> call)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await call();
            }
            catch (Exception fault) when (attempt < AttemptsMax && IsPassing(fault, attempt))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(10 << attempt));
            }
        }
    }

    // A rule that a row breaks is broken again the next time, so one more try is enough to tell it from a lost race.
    private static bool IsPassing(Exception fault, int attempt) => fault switch
    {
        OrleansMessageRejectionException => true,
        PostgresException refused => refused.SqlState is "BR001" or "23505" or "40001" or "40P01" ? attempt < 4 : attempt < 2,
        NpgsqlException => attempt < 2,
        _ => false,
    };
}
