using System.Text.Json;
using System.Text.Json.Serialization;
using Brain.Domain.Sessions;

namespace Brain.Silo.Configuration;

/// <summary>
/// The words of a person's <c>prices.json</c>: the same as those of the list that came with the program.
/// </summary>
internal sealed record PricesFile
{
    /// <summary>The most US dollars for a million tokens.</summary>
    public const decimal DollarsMax = 1_000_000;

    public string? Source { get; init; }

    public DateOnly? Checked { get; init; }

    public PriceLine?[]? Prices { get; init; }

    /// <summary>Reads one, laid over the list prices.</summary>
    /// <exception cref="FormatException">A line is no price; the message says which and what was expected.</exception>
    /// <exception cref="JsonException">It is not of this shape.</exception>
    public static PriceList Read(byte[] text)
    {
        var file = JsonSerializer.Deserialize(text, BrainJsonFormat.Default.PricesFile) ?? new();
        var prices = (file.Prices ?? []).Select(
            (line, at) =>
                line?.ToPrice(at + 1)
                ?? throw new FormatException($"Price {at + 1} is null; expected a model and what its tokens cost.")
        );
        return new(file.Source ?? "prices.json", file.Checked ?? default, [.. prices]) { Below = PriceList.Default };
    }
}

/// <summary>One line of it.</summary>
internal sealed record PriceLine
{
    public string? Model { get; init; }

    public DateOnly? From { get; init; }

    public long? PromptOver { get; init; }

    public decimal? Input { get; init; }

    public decimal? Output { get; init; }

    public decimal? CacheRead { get; init; }

    [JsonPropertyName("cache_write_5m")]
    public decimal? CacheWrite5m { get; init; }

    [JsonPropertyName("cache_write_1h")]
    public decimal? CacheWrite1h { get; init; }

    /// <summary>The price that it is.</summary>
    /// <param name="place">Which line of the list, 1 for the first.</param>
    public Price ToPrice(int place) =>
        new()
        {
            Model = Model is { Length: > 0 }
                ? Model
                : throw new FormatException($"Price {place} names no model; expected the beginning of a model's name."),
            From = From ?? default,
            PromptOver = PromptOver,
            Input = Dollars(place, "input", Input),
            Output = Dollars(place, "output", Output),
            CacheRead = Dollars(place, "cache_read", CacheRead),
            CacheWrite5m = Dollars(place, "cache_write_5m", CacheWrite5m),
            CacheWrite1h = Dollars(place, "cache_write_1h", CacheWrite1h),
        };

    private decimal Dollars(int place, string name, decimal? value) =>
        value is >= 0 and <= PricesFile.DollarsMax
            ? value.Value
            : throw new FormatException(
                $"Price {place} ({Model}): {name} is {(value is null ? "missing" : $"{value}")}; expected US "
                    + $"dollars for a million tokens, 0 to {PricesFile.DollarsMax}."
            );
}
