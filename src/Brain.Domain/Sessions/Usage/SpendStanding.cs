using System.Collections.Immutable;

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

    /// <summary>What was spent, by model.</summary>
    public ImmutableArray<SpendRow> Rows { get; init; } = [];

    /// <summary>When the day began, by which a warning is told from yesterday's.</summary>
    public string Day { get; init; } = "";

    /// <summary>When the week began.</summary>
    public string Week { get; init; } = "";

    /// <summary>The model that is about to be asked; the one that was asked last when null.</summary>
    public string? Asked { get; init; }

    /// <summary>What of a cap is used.</summary>
    /// <param name="cap">Which.</param>
    /// <param name="before">What of the session's own was used by those that it goes on from.</param>
    public decimal Used(SpendCap cap, decimal before) =>
        Rows.Where(row => row.Matches(cap)).Sum(row => row.Of(cap.Period).Usd)
        + (cap.Period == SpendPeriod.Session ? before : 0);

    /// <summary>Whether a cap says anything about what is about to be asked.</summary>
    public bool Holds(SpendCap cap) =>
        cap.Model is not { } model
        || (Asked ?? Rows.FirstOrDefault(row => row.Latest)?.Model)?.Contains(model, StringComparison.OrdinalIgnoreCase)
            == true;

    /// <summary>One more request of this session is known, which no ledger has yet.</summary>
    public SpendStanding Plus(string model, decimal usd)
    {
        var at = Rows.IndexOf(Rows.FirstOrDefault(row => row.Own && row.Model == model)!);
        return this with
        {
            Rows =
                at >= 0
                    ? Rows.SetItem(at, Rows[at].Plus(usd))
                    : Rows.Add(
                        new SpendRow(model)
                        {
                            Own = true,
                            Here = true,
                            Latest = Rows.IsEmpty,
                        }.Plus(usd)
                    ),
        };
    }

    /// <summary>What makes a warning of a cap the same.</summary>
    internal string Key(SpendCap cap) =>
        $"{cap.Short} {cap.Usd} "
        + (
            cap.Period switch
            {
                SpendPeriod.Session => "",
                SpendPeriod.Day => Day,
                _ => Week,
            }
        );
}
