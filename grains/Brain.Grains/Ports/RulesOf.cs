using Brain.Domain.Sessions;

namespace Brain.Grains.Ports;

/// <summary>The rules that hold for a project, as they are configured now.</summary>
/// <param name="project">The project's folder, or null.</param>
public delegate SessionContext RulesOf(string? project);
