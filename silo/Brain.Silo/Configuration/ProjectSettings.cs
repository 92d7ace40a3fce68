using Brain.Domain.Drift;
using Brain.Domain.Knowledge;
using Brain.Domain.Personas;
using Brain.Domain.Sessions;

namespace Brain.Silo.Configuration;

/// <summary>What a person configured that sessions of one project go by.</summary>
/// <param name="Sessions">About the sessions themselves.</param>
/// <param name="Footer">How quiet personas are.</param>
/// <param name="Drift">What the Cop does about drift.</param>
/// <param name="Knowledge">What they are told by themselves of other sessions.</param>
internal sealed record ProjectSettings(
    SessionSettings Sessions,
    FooterSettings Footer,
    DriftSettings Drift,
    KnowledgeSettings Knowledge
);
