using System.Globalization;

namespace Brain.Domain.Text;

/// <summary>Times in what people read of the brain: whoever reads them may stand in another zone.</summary>
public static class UtcTime
{
    /// <summary>Such as <c>2026-11-29 05:14 UTC</c>.</summary>
    public static string Minute(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
