using Brain.Domain.Sessions;
using Brain.Grains.Ports;
using Brain.Silo.Caches;
using Brain.Silo.Configuration;

namespace Brain.Silo.Sessions;

/// <summary>Whom each part of what a decision may read comes from.</summary>
internal sealed class SessionContexts(
    BrainConfiguration configuration,
    PersonaCache personas,
    PipelineCache pipelines,
    LearningCache learnings,
    RuleCache rules
) : ISessionContexts
{
    /// <inheritdoc/>
    public SessionContext Of(string? project, string? key)
    {
        var configured = configuration.Of(project, key);
        return new()
        {
            Settings = configured.Sessions,
            Personas = personas.Of(configured.Footer),
            Drift = configured.Drift,
            Pipelines = pipelines.Of(project, key),
            Knowledge = new() { Settings = configured.Knowledge, Learnings = learnings.Of(key) },
            Rules = rules.Of(project, key),
        };
    }
}
