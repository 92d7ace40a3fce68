using Brain.Messages.Sessions;

namespace Brain.Domain.Sessions;

/// <summary>What a person configured for a project.</summary>
/// <param name="Modes">What each mode allows.</param>
/// <param name="Hard">Sessions of the project fail closed.</param>
/// <param name="FirstMode">The mode of a new session.</param>
public sealed record Rules(ModeTable Modes, bool Hard, Mode FirstMode)
{
    /// <summary>What tokens cost.</summary>
    public PriceList Prices { get; init; } = PriceList.Default;

    /// <summary>The rules of somebody who configured nothing.</summary>
    public static readonly Rules Default = new(ModeTable.Default, Hard: false, Mode.Execution);
}
