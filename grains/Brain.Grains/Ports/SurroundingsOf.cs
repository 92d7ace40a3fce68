using Brain.Domain.Tools;
using Brain.Messages.Sessions;

namespace Brain.Grains.Ports;

/// <summary>
/// What a tool call would reach on this machine; asked for every event, and of most nothing is to be seen.
/// </summary>
/// <param name="project">The session's project, or null.</param>
/// <param name="hookEvent">The event.</param>
/// <param name="delivery">How it came here; null where nobody says.</param>
public delegate Surroundings SurroundingsOf(string? project, HookEvent hookEvent, Delivery? delivery);
