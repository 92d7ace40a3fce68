using System.Globalization;

namespace Brain.Messages.Sessions;

/// <summary>Dollars as people write and read them.</summary>
public static class DollarAmount
{
    /// <summary>The largest cap.</summary>
    public const decimal UsdMax = 1_000_000;

    private const decimal Cent = 0.01m;

    /// <summary>Reads an amount with its sign, such as <c>$5</c>, <c>$0.50</c> or <c>5$</c>; false when the text is
    /// none, or is not a cent to <see cref="UsdMax"/>.</summary>
    public static bool TryParse(string? text, out decimal usd)
    {
        var plain = (text ?? "").Trim();
        usd = 0;
        if (plain is not (['$', ..] or [.., '$']))
            return false;
        var number = plain.Trim('$').Trim().Replace("_", "", StringComparison.Ordinal);
        return decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out usd)
            && usd is >= Cent and <= UsdMax
            && decimal.Round(usd, 2) == usd;
    }

    /// <summary>The amount in dollars and cents.</summary>
    public static string Format(decimal usd) => usd.ToString("$#,0.00", CultureInfo.InvariantCulture);
}
