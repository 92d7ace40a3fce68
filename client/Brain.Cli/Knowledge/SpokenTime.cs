using System.Globalization;

namespace Brain.Cli.Knowledge;

/// <summary>A time as people say it: a date, a date with a time, or how long ago.</summary>
internal static class SpokenTime
{
    private const int ManyMax = 10_000;

    /// <summary>The time, or null when it is none.</summary>
    internal static DateTimeOffset? Read(string text, DateTimeOffset now)
    {
        if (
            text.Length > 1
            && int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var many)
            && many <= ManyMax
        )
        {
            return text[^1] switch
            {
                'h' => now.AddHours(-many),
                'd' => now.AddDays(-many),
                'w' => now.AddDays(-7 * many),
                _ => null,
            };
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out var time)
            ? time
            : null;
    }
}
