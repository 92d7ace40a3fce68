using System.Globalization;

namespace Brain.Messages.Sessions;

/// <summary>How people write an amount of tokens: <c>50000</c>, <c>50,000</c>, <c>50k</c>, <c>1.5m</c>.</summary>
public static class TokenAmount
{
    private const int GroupMax = 3;

    /// <summary>
    /// Reads an amount; false when the text is none, or is not 1 to <see cref="SetBudget.TokensMax"/>.
    /// </summary>
    public static bool TryParse(string? text, out long tokens)
    {
        tokens = 0;
        var plain = (text ?? "")
            .Trim()
            .ToLowerInvariant()
            .Replace("_", "", StringComparison.Ordinal);
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
        var number = Unseparated(factor == 1 ? plain : plain[..^1]);
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

    // A comma separates thousands. Where it can't, it may have been meant for a point ("1,5m"), and a cap ten times too
    // high would be taken without a word.
    private static string? Unseparated(string number)
    {
        var groups = number.Split('.')[0].Split(',');
        return number.Count(letter => letter == ',') == groups.Length - 1
            && (groups.Length == 1 || groups[0].Length is >= 1 and <= GroupMax)
            && groups.Skip(1).All(group => group.Length == GroupMax)
            ? number.Replace(",", "", StringComparison.Ordinal)
            : null;
    }

    /// <summary>The amount with thousands separated, such as <c>50,000</c>.</summary>
    public static string Format(long tokens) => tokens.ToString("N0", CultureInfo.InvariantCulture);
}
