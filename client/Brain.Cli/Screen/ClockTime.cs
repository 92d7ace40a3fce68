using System.Globalization;

namespace Brain.Cli.Screen;

/// <summary>Times of the person's clock, each with its zone: whoever reads them may stand elsewhere.</summary>
internal static class ClockTime
{
    /// <summary>Such as <c>2026-11-29 05:14 UTC</c> or <c>2026-11-29 07:14 +02:00</c>.</summary>
    internal static string Minute(DateTimeOffset at) => Of(at, "yyyy-MM-dd HH:mm");

    /// <summary>The same to the second.</summary>
    internal static string Second(DateTimeOffset at) => Of(at, "yyyy-MM-dd HH:mm:ss");

    /// <summary>The time of the day alone.</summary>
    internal static string OfDay(DateTimeOffset at) => Of(at, "HH:mm:ss");

    private static string Of(DateTimeOffset at, string format)
    {
        var local = at.ToLocalTime();
        var zone = local.Offset == TimeSpan.Zero ? "UTC" : local.ToString("zzz", CultureInfo.InvariantCulture);
        return $"{local.ToString(format, CultureInfo.InvariantCulture)} {zone}";
    }
}
