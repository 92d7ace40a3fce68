using Brain.Domain.Drift;
using Brain.Domain.Personas;
using Brain.Domain.Sessions;

namespace Brain.Silo.Configuration;

/// <summary>What a person configured that sessions of one project go by.</summary>
/// <param name="Sessions">About the sessions themselves.</param>
/// <param name="Footer">How quiet personas are.</param>
/// <param name="Drift">What the Cop does about drift.</param>
internal sealed record ProjectSettings(SessionSettings Sessions, FooterSettings Footer, DriftSettings Drift);
