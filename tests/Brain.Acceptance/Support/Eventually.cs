namespace Brain.Acceptance;

/// <summary>Waits for something that another process does in its own time.</summary>
public static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Looks again and again until it is so; gives back what it saw last either way.</summary>
    public static async Task<T> See<T>(Func<Task<T>> look, Func<T, bool> isSo, int secondsMax = 180)
    {
        var end = DateTime.UtcNow.AddSeconds(secondsMax);
        while (true)
        {
            var seen = await look();
            if (isSo(seen) || DateTime.UtcNow > end)
                return seen;
            await Task.Delay(Pause);
        }
    }
}
