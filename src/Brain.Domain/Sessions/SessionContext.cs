using System.Collections.Immutable;
using Brain.Domain.Drift;
using Brain.Domain.Personas;
using Brain.Domain.Pipelines;
using Brain.Domain.Tools;
using Brain.Domain.Watching;
using Brain.Messages.Sessions;

namespace Brain.Domain.Sessions;

/// <summary>What a person configured for a project.</summary>
/// <param name="Modes">What each mode allows.</param>
/// <param name="Hard">Sessions of the project fail closed.</param>
/// <param name="FirstMode">The mode of a new session.</param>
public sealed record SessionContext(ModeTable Modes, bool Hard, Mode FirstMode)
{
    /// <summary>What tokens cost.</summary>
    public PriceList Prices { get; init; } = PriceList.Default;

    /// <summary>The user's active personas, muted ones too, in the order of their lines.</summary>
    public ImmutableArray<WatchingPersona> Watchers { get; init; } = [];

    /// <summary>The Cop's own row; null while nobody knows the personas yet.</summary>
    public WatchingPersona? Cop { get; init; }

    /// <summary>The names by which personas can be spoken to.</summary>
    public ImmutableArray<string> Names { get; init; } = [];

    /// <summary>When lines are shown again.</summary>
    public FooterSettings Footer { get; init; } = new();

    /// <summary>What the Cop does about drift.</summary>
    public DriftSettings Drift { get; init; } = DriftSettings.Default;

    /// <summary>What is late, and which calls move runs.</summary>
    public PipelinesContext Pipelines { get; init; } = PipelinesContext.None;

    /// <summary>
    /// The person said that settings which weaken the brain's hooks hold up no prompt of a hard session.
    /// </summary>
    public bool ToleratesWeakSettings { get; init; }

    /// <summary>What the tool call that is decided about would reach.</summary>
    public Surroundings Around { get; init; } = Surroundings.Unseen;

    /// <summary>The rules of somebody who configured nothing.</summary>
    public static readonly SessionContext Default = new(ModeTable.Default, Hard: false, Mode.Execution);
}
