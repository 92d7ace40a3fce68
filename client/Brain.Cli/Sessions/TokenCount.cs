using System.Globalization;
using Brain.Client;
using Brain.Messages.Sessions;

namespace Brain.Cli.Sessions;

/// <summary>A number of tokens as people write it: <c>200k</c>, <c>1.5m</c>, <c>1_000_000</c>, or <c>none</c>.</summary>
internal static class TokenCount
{
    private const decimal Thousand = 1_000;
    private const decimal Million = 1_000_000;

    /// <summary>Null for <c>none</c>.</summary>
    internal static long? Parse(string text)
    {
        var word = text.Trim().ToLowerInvariant().Replace("_", "").Replace(",", "");
        if (word is "none")
            return null;
        var unit = word switch { [.., 'k'] => Thousand, [.., 'm'] => Million, _ => 1 };
        var digits = unit == 1 ? word : word[..^1];
        return decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number * unit is >= 1 and <= SetBudget.TokensMax and var tokens
                ? (long)tokens
                : throw new ClientException(
                    $"'{text}' is not a number of tokens. Write it like 200k, 1.5m, 1_000_000 or none (1 to {SetBudget.TokensMax}).");
    }
}
