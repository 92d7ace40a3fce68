using System.Collections.Immutable;
using Brain.Messages.Sessions;

namespace Brain.Domain.Sessions;

/// <summary>
/// What caps in dollars hold for a session, and what of them is used: read when a decision may refuse for it, and never
/// stored with the session.
/// </summary>
public sealed record SpendStanding
{
    /// <summary>Of somebody who set no cap.</summary>
    public static readonly SpendStanding None = new();

    /// <summary>The caps beside the session's own.</summary>
    public ImmutableArray<SpendCap> Caps { get; init; } = [];

    /// <summary>The caps that are configured, also those that give way to what was said.</summary>
    public ImmutableArray<SpendCap> Configured { get; init; } = [];

    /// <summary>What was spent, for each word of a model that a cap has, and for all models.</summary>
    public ImmutableArray<SpendRow> Rows { get; init; } = [];

    /// <summary>The model that this session asked last, of those that cost something as far as it is known.</summary>
    public string? Latest { get; init; }

    /// <summary>The model that this session asked last, whatever it cost.</summary>
    public string? Newest { get; init; }

    /// <summary>A model that this session asked and whose price is not known: no cap holds it; null for none.</summary>
    public string? Unpriced { get; init; }

    /// <summary>Models whose price is not known are refused, for no cap in dollars holds them.</summary>
    public bool RefusesUnpriced { get; init; }

    /// <summary>What tokens cost, where such are refused.</summary>
    public PriceList Prices { get; init; } = PriceList.Default;

    /// <summary>The day by which a price holds, in UTC.</summary>
    public DateOnly Today { get; init; } = DateOnly.MaxValue;

    /// <summary>When the day began, by which a warning is told from yesterday's.</summary>
    public string Day { get; init; } = "";

    /// <summary>When the week began.</summary>
    public string Week { get; init; } = "";

    /// <summary>The model that is about to be asked; the one that was asked last when null.</summary>
    public string? Asked { get; init; }

    /// <summary>
    /// A person speaks, who may have chosen another model just now: a cap on one model only warns.
    /// </summary>
    public bool MayChoose { get; init; }

    /// <summary>What of a cap is used.</summary>
    /// <param name="cap">Which.</param>
    /// <param name="before">What of the session's own was used by those that it goes on from.</param>
    public decimal Used(SpendCap cap, decimal before) =>
        Rows.Where(row => row.Matches(cap)).Sum(row => row.Of(cap.Period).Usd)
        + (cap.Period == SpendPeriod.Session ? before : 0);

    /// <summary>Whether a cap says anything about what is about to be asked.</summary>
    public bool Holds(SpendCap cap) => cap.Names(Asked ?? Latest);

    /// <summary>Whether a cap that is reached stops what is about to be asked.</summary>
    internal bool Stops(SpendCap cap) => Holds(cap) && !(MayChoose && cap.Model is not null);

    /// <summary>The model that is about to be asked, where it is refused for its price is not known; or null.</summary>
    internal string? RefusedModel =>
        !MayChoose && (Asked ?? Newest) is { } model && Refuses(model) ? model : null;

    /// <summary>Whether a model is refused for want of a price.</summary>
    internal bool Refuses(string model) => RefusesUnpriced && !Prices.Knows(model, Today);

    /// <summary>One more request of this session is known, which no ledger has yet.</summary>
    public SpendStanding Plus(string model, decimal usd)
    {
        var next = this with { Latest = model, Newest = model };
        foreach (var cap in Caps.Where(cap => cap.Names(model)).DistinctBy(cap => cap.Model))
        {
            if (cap.Model is { } word)
                next = next.Adding(word, usd);
        }

        return next.Adding(null, usd);
    }

    /// <summary>The ledger has something of this session's that its request gate was never told of.</summary>
    internal bool IsBehind => Rows.Any(row => row.IsBehind);

    /// <summary>The gate goes on from what the ledger has.</summary>
    internal SpendStanding GoingOn() => this with { Rows = [.. Rows.Select(row => row.Own ? row.GoingOn() : row)] };

    private SpendStanding Adding(string? word, decimal usd)
    {
        var at = Rows.IndexOf(Rows.FirstOrDefault(row => row.Own && row.Model == word)!);
        return this with
        {
            Rows =
                at >= 0
                    ? Rows.SetItem(at, Rows[at].Plus(usd))
                    : Rows.Add(new SpendRow(word) { Own = true, Here = true }.Plus(usd)),
        };
    }

    /// <summary>What makes a warning of a cap the same.</summary>
    internal string Key(SpendCap cap) =>
        $"{cap.Short} {DollarAmount.Format(cap.Usd)} "
        + (
            cap.Period switch
            {
                SpendPeriod.Session => "",
                SpendPeriod.Day => Day,
                _ => Week,
            }
        );
}
