using Brain.Messages.Sessions;

namespace Brain.Domain.Sessions;

/// <summary>What a committed change brings back.</summary>
/// <param name="Facts">What an orientation tells, when the change asked for it.</param>
/// <param name="TokensTotal">Tokens of the session's turns, in and out, when the change told of usage.</param>
/// <param name="Repeated">It was a delivery from the spool that was written before; nothing was written now.</param>
public sealed record Committed(OrientationData? Facts = null, long? TokensTotal = null, bool Repeated = false)
{
    /// <summary>Written, and nothing more to say.</summary>
    public static readonly Committed Plainly = new();

    /// <summary>
    /// What the session goes on with from the one it was cleared or forked from; null when it does not.
    /// </summary>
    public InheritedTerms? Inherited { get; init; }
}

/// <summary>What a person said of a session, which goes with them into the next one.</summary>
/// <param name="Purpose">What it is for, or null.</param>
/// <param name="Provisional">Nobody declared the purpose.</param>
/// <param name="Mode">What the agent may do.</param>
/// <param name="BudgetCap">The most tokens, or null.</param>
/// <param name="Warned">The person was told that most of the cap is used.</param>
/// <param name="UsedBefore">What of the cap was used before.</param>
public sealed record InheritedTerms(
    string? Purpose,
    bool Provisional,
    Mode Mode,
    long? BudgetCap,
    bool Warned,
    long UsedBefore
)
{
    /// <summary>The most dollars, or null.</summary>
    public decimal? BudgetUsd { get; init; }

    /// <summary>What of these was used before.</summary>
    public decimal UsdBefore { get; init; }
}
