using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Brain.Messages.Sessions;

namespace Brain.Domain.Sessions;

/// <summary>
/// What tokens cost. Source: <c>prices.json</c> beside this file, which names where its figures come from and when.
/// </summary>
/// <param name="Source">Where the figures come from.</param>
/// <param name="Checked">When they were last compared with it.</param>
/// <param name="Prices">One line for each model, and for each date or length of prompt from which it costs something
/// else.</param>
public sealed record PriceList(string Source, DateOnly Checked, ImmutableArray<Price> Prices)
{
    private const string File = "Brain.Domain.Sessions.prices.json";

    /// <summary>The list that came with this program.</summary>
    public static PriceList Default { get; } = Embedded();

    /// <summary>The list that is asked where this one says nothing of a model, or null.</summary>
    [JsonIgnore]
    public PriceList? Below { get; init; }

    /// <summary>
    /// What holds for a request; null when its model has no known price. A surcharge for being served faster is in no
    /// list: such a request costs at least this.
    /// </summary>
    public Price? Of(UsageEntry entry)
    {
        var (day, prompt) = (
            DateOnly.FromDateTime((entry.At ?? DateTimeOffset.MaxValue).UtcDateTime),
            entry.Input + entry.CacheRead + entry.CacheWrite5m + entry.CacheWrite1h
        );
        return Prices
                .Where(price =>
                    price.Names(entry.Model) && price.From <= day && (price.PromptOver is not { } over || prompt > over)
                )
                .OrderBy(price => price.From)
                .ThenBy(price => price.PromptOver ?? -1)
                .LastOrDefault()
            ?? Below?.Of(entry);
    }

    /// <summary>Whether a model has a price on a day, in UTC.</summary>
    public bool Knows(string model, DateOnly day) =>
        Of(
            new UsageEntry
            {
                MessageId = "",
                Model = model,
                At = new DateTimeOffset(day, TimeOnly.MaxValue, TimeSpan.Zero),
            }
        )
            is not null;

    private static PriceList Embedded()
    {
        using var stream = typeof(PriceList).Assembly.GetManifestResourceStream(File)
            ?? throw new InvalidOperationException($"{File} is not in this program; it was built without it.");
        return JsonSerializer.Deserialize(stream, PriceJson.Default.PriceList)!;
    }
}

/// <summary>What a model's tokens cost, in US dollars for a million of each kind.</summary>
public sealed record Price
{
    // What may follow a model's name and leaves it the same model: a date, a size of context, a deployment.
    private static readonly string[] Endings = ["-20", "@", "[", ":", "-v1", "-latest"];

    /// <summary>
    /// The beginning of the model's name; a date or a deployment's mark may follow, another version may not.
    /// </summary>
    public required string Model { get; init; }

    /// <summary>The first day, in UTC, on which it holds.</summary>
    public DateOnly From { get; init; }

    /// <summary>
    /// It holds for requests whose prompt, cached tokens included, is longer than this; null for all.
    /// </summary>
    public long? PromptOver { get; init; }

    /// <summary>Tokens read anew.</summary>
    public required decimal Input { get; init; }

    /// <summary>Tokens written.</summary>
    public required decimal Output { get; init; }

    /// <summary>Tokens read from the cache.</summary>
    public required decimal CacheRead { get; init; }

    /// <summary>Tokens kept for five minutes.</summary>
    [JsonPropertyName("cache_write_5m")]
    public required decimal CacheWrite5m { get; init; }

    /// <summary>Tokens kept for an hour.</summary>
    [JsonPropertyName("cache_write_1h")]
    public required decimal CacheWrite1h { get; init; }

    /// <summary>Whether it is this model's, whatever provider's prefix and date surround its name.</summary>
    public bool Names(string model)
    {
        var at = model.IndexOf(Model, StringComparison.OrdinalIgnoreCase);
        if (at < 0 || (at > 0 && model[at - 1] is not ('.' or '/')))
            return false;
        var rest = model[(at + Model.Length)..];
        return rest.Length == 0 || Endings.Any(ending => rest.StartsWith(ending, StringComparison.Ordinal));
    }
}

/// <summary>The format of <c>prices.json</c>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(PriceList))]
internal sealed partial class PriceJson : JsonSerializerContext;
