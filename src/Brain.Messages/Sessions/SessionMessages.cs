using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Brain.Messages.Sessions;

/// <summary>Declares what the session is for.</summary>
/// <param name="Purpose">1 to <see cref="PurposeMax"/> characters.</param>
public sealed record DeclarePurpose([property: JsonRequired] string Purpose)
{
    /// <summary>The most characters a purpose may have.</summary>
    public const int PurposeMax = 500;
}

/// <summary>Changes what the agent may do.</summary>
/// <param name="Mode">The mode from now on.</param>
public sealed record ChangeMode([property: JsonRequired] Mode Mode);

/// <summary>Sets the most tokens the session may use.</summary>
/// <param name="Tokens">1 to <see cref="TokensMax"/>, or null for no cap.</param>
public sealed record SetBudget([property: JsonRequired, JsonIgnore(Condition = JsonIgnoreCondition.Never)] long? Tokens)
{
    /// <summary>The most dollars instead of tokens: 0.01 to <see cref="DollarAmount.UsdMax"/>, or null.</summary>
    public decimal? Usd { get; init; }

    /// <summary>day or week: the cap is in dollars and holds for all sessions; null for this one's own.</summary>
    public string? Period { get; init; }

    /// <summary>The largest cap.</summary>
    public const long TokensMax = 1_000_000_000_000;

    /// <summary>
    /// Reads what a person says: <c>200k</c>, <c>$5</c>, <c>day $20</c>, <c>week none</c>, <c>none</c>. Whether the
    /// amount may be one is not judged here.
    /// </summary>
    public static bool TryRead(string text, [NotNullWhen(true)] out SetBudget? cap)
    {
        cap = text.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) switch
        {
            [None or Off or Unlimited] => new(Tokens: null),
            [(Day or Week) and var period, None or Off or Unlimited] => new(Tokens: null) { Period = period },
            [(Day or Week) and var period, var most] when DollarAmount.TryParse(most, out var usd) => new(Tokens: null)
            {
                Period = period,
                Usd = usd,
            },
            [Day or Week, ..] => null,
            _ when DollarAmount.TryParse(text, out var usd) => new(Tokens: null) { Usd = usd },
            _ when TokenAmount.TryParse(text, out var tokens) => new(tokens),
            _ => null,
        };
        return cap is not null;
    }

    private const string None = "none";
    private const string Off = "off";
    private const string Unlimited = "unlimited";
    private const string Day = "day";
    private const string Week = "week";
}

/// <summary>
/// Switches what a session is told by itself of other sessions: what they learnt, and what is known about its calls.
/// </summary>
/// <param name="On">Whether it is told; null asks.</param>
public sealed record SwitchHints(bool? On);

/// <summary>Asks the Cop how likely a turn that ended left its purpose, by what its words mean.</summary>
/// <param name="Num">1-based place in the session.</param>
/// <param name="Purpose">What the session is for.</param>
/// <param name="Asked">What the person said, or null.</param>
/// <param name="Answered">What the assistant said last, or null.</param>
/// <param name="Targets">What each call was aimed at.</param>
public sealed record WeighTurn(
    [property: JsonRequired] int Num,
    [property: JsonRequired] string Purpose,
    string? Asked,
    string? Answered,
    ImmutableArray<string> Targets
);

/// <summary>How likely a turn left its purpose, by what its words mean.</summary>
/// <param name="Num">1-based place in the session.</param>
/// <param name="Ai">That the assistant did, 0 to 1.</param>
/// <param name="User">That the person did, 0 to 1.</param>
public sealed record TurnWeighed(
    [property: JsonRequired] int Num,
    [property: JsonRequired] double Ai,
    [property: JsonRequired] double User
);

/// <summary>Ends a session at the person's word.</summary>
/// <param name="Told">What the Auditor says of it, for the receipt.</param>
public sealed record CloseSession([property: JsonRequired] string Told)
{
    /// <summary>It was asked for before a crash: a session that works again by now is left alone.</summary>
    public bool Again { get; init; }
}

/// <summary>Says what turns of a session were, where the rules are unsure.</summary>
/// <param name="Classes">By turn: mistake, change, decision, chore, question or other.</param>
public sealed record SubmitReview([property: JsonRequired] IReadOnlyDictionary<int, string> Classes);

/// <summary>Gives a session up that nothing was heard of; one that was heard of since goes on.</summary>
/// <param name="Since">The last moment at which it may have spoken.</param>
public sealed record AbandonSession([property: JsonRequired] DateTimeOffset Since);

/// <summary>What became of a message.</summary>
/// <param name="Message">What is true now, as a sentence.</param>
/// <param name="Refusal">Null when the message was accepted.</param>
public sealed record Receipt(string Message, Refusal? Refusal = null);

/// <summary>A message the brain understood and will not act on. Expected, so never an exception.</summary>
/// <param name="Code">Stable and dotted, such as <c>purpose.empty</c>: for programs.</param>
/// <param name="Message">What was refused, why, and what to do instead: for people.</param>
public sealed record Refusal(string Code, string Message);
