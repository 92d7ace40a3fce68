using System.Globalization;

namespace Brain.Messages.Text;

/// <summary>So many of something.</summary>
public static class Plural
{
    /// <summary>The number and its noun: <c>1 line</c>, <c>3 lines</c>.</summary>
    /// <param name="count">How many.</param>
    /// <param name="noun">What one is called; many take an s.</param>
    public static string Of(long count, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");
}
