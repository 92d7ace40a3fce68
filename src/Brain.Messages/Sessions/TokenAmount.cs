using System.Globalization;

namespace Brain.Messages.Sessions;

/// <summary>How people write an amount of tokens: <c>50000</c>, <c>50,000</c>, <c>50k</c>, <c>1.5m</c>.</summary>
public static class TokenAmount
{
    /// <summary>
    /// Reads an amount; false when the text is none, or is not 1 to <see cref="SetBudget.TokensMax"/>.
    /// </summary>
    public static bool TryParse(string? text, out long tokens)
    {
        tokens = 0;
        var plain = (text ?? "")
            .Trim()
            .ToLowerInvariant()
            .Replace("_", "", StringComparison.Ordinal)
            .Replace(",", "", StringComparison.Ordinal);
        var factor =
            plain.Length == 0
                ? 1
                : plain[^1] switch
                {
                    'k' => 1_000m,
                    'm' => 1_000_000m,
                    'b' => 1_000_000_000m,
                    _ => 1m,
                };
        var number = factor == 1 ? plain : plain[..^1];
        if (
            !decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            || value > SetBudget.TokensMax
        )
            return false;
        var exact = value * factor;
        if (exact < 1 || exact > SetBudget.TokensMax || exact != decimal.Truncate(exact))
            return false;
        tokens = (long)exact;
        return true;
    }

    /// <summary>The amount with thousands separated, such as <c>50,000</c>.</summary>
    public static string Format(long tokens) => tokens.ToString("N0", CultureInfo.InvariantCulture);
}
