namespace Brain.Domain.Sessions;

/// <summary>How long dollars are added up before a cap on them begins anew.</summary>
public enum SpendPeriod
{
    /// <summary>As long as the session lives.</summary>
    Session,

    /// <summary>From midnight, where the silo is.</summary>
    Day,

    /// <summary>From Monday's midnight, where the silo is.</summary>
    Week,
}

/// <summary>A cap in dollars.</summary>
/// <param name="Period">How long they are added up.</param>
/// <param name="Usd">The most.</param>
public sealed record SpendCap(SpendPeriod Period, decimal Usd)
{
    /// <summary>Only requests to models whose name has this in it count; null for all.</summary>
    public string? Model { get; init; }

    /// <summary>Only sessions on the project count.</summary>
    public bool OfProject { get; init; }

    /// <summary>Whether it counts requests to a model, or holds for one that is about to be made.</summary>
    public bool Names(string? model) =>
        Model is not { } word || model?.Contains(word, StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>What it holds for, in words.</summary>
    public string Of =>
        (Period == SpendPeriod.Session ? "this session" : $"the {Period.ToString().ToLowerInvariant()}")
        + (OfProject ? " on this project" : "")
        + (Model is { } model ? $" with {model}" : "");

    /// <summary>The same in a word, for a footer.</summary>
    public string Short =>
        Period.ToString().ToLowerInvariant() + (OfProject ? " here" : "") + (Model is { } model ? $" {model}" : "");
}

/// <summary>Dollars, by whom they were told.</summary>
/// <param name="Ledger">As the ledger has them.</param>
/// <param name="Stepped">
/// As they were told between two requests, before any ledger has them, and what the ledger had before that.
/// </param>
public readonly record struct Spent(decimal Ledger, decimal Stepped)
{
    /// <summary>The larger of both counts, for each may lag behind the other.</summary>
    public decimal Usd => Math.Max(Ledger, Stepped);

    /// <summary>The ledger has something that nobody told of between two requests.</summary>
    internal bool IsBehind => Ledger > Stepped;

    internal Spent GoingOn() => this with { Stepped = Usd };
}

/// <summary>What was spent on the models that a word names, or on all: each session's larger count, added up.</summary>
/// <param name="Model">The word, as a cap has it; null for all models.</param>
public sealed record SpendRow(string? Model)
{
    /// <summary>By sessions on this session's project.</summary>
    public bool Here { get; init; }

    /// <summary>By this session alone.</summary>
    public bool Own { get; init; }

    /// <summary>As long as the session lives; of others nothing.</summary>
    public Spent Session { get; init; }

    /// <summary>In this day.</summary>
    public Spent Day { get; init; }

    /// <summary>In this week.</summary>
    public Spent Week { get; init; }

    internal Spent Of(SpendPeriod period) =>
        period switch
        {
            SpendPeriod.Session => Own ? Session : default,
            SpendPeriod.Day => Day,
            _ => Week,
        };

    internal SpendRow Plus(decimal usd) =>
        this with
        {
            Session = Session with { Stepped = Session.Stepped + usd },
            Day = Day with { Stepped = Day.Stepped + usd },
            Week = Week with { Stepped = Week.Stepped + usd },
        };

    internal bool IsBehind => Own && (Session.IsBehind || Day.IsBehind || Week.IsBehind);

    internal SpendRow GoingOn() =>
        this with
        {
            Session = Session.GoingOn(),
            Day = Day.GoingOn(),
            Week = Week.GoingOn(),
        };

    internal bool Matches(SpendCap cap) => (!cap.OfProject || Here) && cap.Model == Model;
}
