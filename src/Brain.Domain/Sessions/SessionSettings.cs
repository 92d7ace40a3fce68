using System.Collections.Immutable;
using Brain.Domain.Tools;
using Brain.Messages.Sessions;

namespace Brain.Domain.Sessions;

/// <summary>What a person configured about the sessions of a project.</summary>
/// <param name="Modes">What each mode allows.</param>
/// <param name="Hard">Sessions of the project fail closed.</param>
/// <param name="FirstMode">The mode of a new session.</param>
public sealed record SessionSettings(ModeTable Modes, bool Hard, Mode FirstMode)
{
    /// <summary>Of somebody who configured nothing.</summary>
    public static readonly SessionSettings Default = new(ModeTable.Default, Hard: false, Mode.Execution);

    /// <summary>What tokens cost.</summary>
    public PriceList Prices { get; init; } = PriceList.Default;

    /// <summary>The caps in dollars that are configured.</summary>
    public ImmutableArray<SpendCap> SpendCaps { get; init; } = [];

    /// <summary>Caps in dollars refuse models whose price is not known; else they warn of them.</summary>
    public bool RefusesUnpriced { get; init; }

    /// <summary>
    /// The person said that settings which weaken the brain's hooks hold up no prompt of a hard session.
    /// </summary>
    public bool ToleratesWeakSettings { get; init; }
}
