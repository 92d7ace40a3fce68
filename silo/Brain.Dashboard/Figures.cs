using System.Globalization;
using Brain.Messages.Sessions;

namespace Brain.Dashboard;

/// <summary>Numbers as people read them.</summary>
public static class Figures
{
    private static readonly CultureInfo Plain = CultureInfo.InvariantCulture;

    /// <summary>Tokens, such as <c>1.2 M</c>.</summary>
    public static string Tokens(long tokens) =>
        tokens switch
        {
            >= 1_000_000_000 => string.Create(Plain, $"{tokens / 1e9:0.0} G"),
            >= 1_000_000 => string.Create(Plain, $"{tokens / 1e6:0.0} M"),
            >= 10_000 => string.Create(Plain, $"{tokens / 1e3:0} k"),
            >= 1_000 => string.Create(Plain, $"{tokens / 1e3:0.0} k"),
            _ => tokens.ToString(Plain),
        };

    /// <summary>Dollars, such as <c>$1.20</c>; a dash where none are known.</summary>
    public static string Dollars(decimal? dollars) =>
        dollars switch
        {
            null => "–",
            0 => "$0",
            < 0.01m => "<$0.01",
            < 10_000 => string.Create(Plain, $"${dollars:#,0.00}"),
            _ => string.Create(Plain, $"${dollars:#,0}"),
        };

    /// <summary>Bytes, such as <c>12 MB</c>.</summary>
    public static string Bytes(long bytes) =>
        bytes switch
        {
            >= 1L << 30 => string.Create(Plain, $"{bytes / (double)(1L << 30):0.0} GB"),
            >= 1L << 20 => string.Create(Plain, $"{bytes / (double)(1L << 20):0.0} MB"),
            >= 1L << 10 => string.Create(Plain, $"{bytes / (double)(1L << 10):0} kB"),
            _ => string.Create(Plain, $"{bytes} B"),
        };

    /// <summary>A session by the first characters of its id, as many as tell it from those of its minute.</summary>
    public static string Session(Guid id) => new SessionId(id).Short;

    /// <summary>A count, such as <c>12,345</c>.</summary>
    public static string Count(long number) => number.ToString("#,0", Plain);

    /// <summary>A share, such as <c>75 %</c>, and all of it only where nothing is missing; a dash where none is known.
    /// </summary>
    public static string Percent(double? share) =>
        share switch
        {
            null => "–",
            > 0.99 and < 1 => "99 %",
            { } known => string.Create(Plain, $"{known * 100:0} %"),
        };

    /// <summary>How long something took.</summary>
    public static string Took(double? milliseconds) =>
        milliseconds switch
        {
            null => "",
            < 1 => string.Create(Plain, $"{milliseconds:0.00} ms"),
            < 10 => string.Create(Plain, $"{milliseconds:0.0} ms"),
            < 1_000 => string.Create(Plain, $"{milliseconds:0} ms"),
            < 60_000 => string.Create(Plain, $"{milliseconds / 1_000:0.0} s"),
            < 3_600_000 => string.Create(Plain, $"{milliseconds / 60_000:0} min"),
            < 172_800_000 => string.Create(Plain, $"{milliseconds / 3_600_000:0.#} h"),
            _ => string.Create(Plain, $"{milliseconds / 86_400_000:0.#} d"),
        };

    /// <summary>How long ago; the script says it anew as time goes by.</summary>
    public static string Ago(DateTimeOffset at, DateTimeOffset now) =>
        (now - at).TotalSeconds switch
        {
            < -60 => In(at - now),
            < 5 => "now",
            < 60 and var seconds => string.Create(Plain, $"{seconds:0} s ago"),
            < 3_600 and var seconds => string.Create(Plain, $"{Math.Floor(seconds / 60):0} min ago"),
            < 86_400 and var seconds => string.Create(Plain, $"{Math.Floor(seconds / 3_600):0} h ago"),
            var seconds => string.Create(Plain, $"{Math.Floor(seconds / 86_400):0} d ago"),
        };

    /// <summary>A moment in full, in UTC.</summary>
    public static string At(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", Plain);

    /// <summary>A number as SVG and HTML attributes take it.</summary>
    public static string Attribute(double value) => value.ToString("0.##", Plain);

    /// <summary>The end of a path: its last two parts.</summary>
    public static string Folder(string? path) =>
        path is null
            ? "no folder"
            : string.Join('/', path.Split('/', StringSplitOptions.RemoveEmptyEntries).TakeLast(2));

    private static string In(TimeSpan ahead) =>
        ahead.TotalMinutes < 60
            ? string.Create(Plain, $"in {Math.Floor(ahead.TotalMinutes):0} min")
            : ahead.TotalHours < 24
                ? string.Create(Plain, $"in {Math.Floor(ahead.TotalHours):0} h")
                : string.Create(Plain, $"in {Math.Floor(ahead.TotalDays):0} d");
}
