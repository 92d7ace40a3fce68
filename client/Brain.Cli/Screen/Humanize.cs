namespace Brain.Cli.Screen;

/// <summary>Numbers and times as people say them.</summary>
internal static class Humanize
{
    internal static string Ago(DateTimeOffset then, DateTimeOffset now) =>
        (now - then) switch
        {
            { TotalSeconds: < 60 } => "just now",
            { TotalMinutes: < 60 } age => $"{(int)age.TotalMinutes} min ago",
            { TotalHours: < 48 } age => $"{(int)age.TotalHours} h ago",
            var age => $"{(int)age.TotalDays} days ago",
        };

    internal static string Left(TimeSpan time) =>
        time.TotalMinutes < 1 ? $"{time.TotalSeconds:0} s"
        : time.TotalHours < 1 ? $"{time.TotalMinutes:0} min"
        : $"{time.TotalHours:0.#} h";

    internal static string Tokens(long count) =>
        count switch
        {
            < 1_000 => $"{count}",
            < 1_000_000 => $"{count / 1e3:0.#}k",
            _ => $"{count / 1e6:0.##}m",
        };
}
