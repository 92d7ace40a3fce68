using Brain.Domain.Sessions;

namespace Brain.Grains.Ports;

/// <summary>Finds what caps in dollars hold for a session, and what of them is used now.</summary>
public interface ISpend
{
    /// <summary>Which caps hold beside the session's own, with nothing of what is used: it costs no reading.</summary>
    /// <param name="session">Whose.</param>
    /// <param name="project">The folder that it works in, or null.</param>
    SpendStanding Caps(Session session, string? project);

    /// <summary>
    /// What holds, with every request in it that any silo has counted; nothing, at no cost, where there is no cap.
    /// </summary>
    /// <param name="session">Whose.</param>
    /// <param name="project">The folder that it works in, or null.</param>
    /// <param name="asked">Somebody asks, or says a cap: what was used is read in any case.</param>
    ValueTask<SpendStanding> Of(Session session, string? project, bool asked = false);
}
