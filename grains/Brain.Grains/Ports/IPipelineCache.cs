using Brain.Domain.Pipelines;

namespace Brain.Grains.Ports;

/// <summary>
/// What this silo knows of pipelines now. Source: the rows of pipelines and runs, followed by the silo.
/// </summary>
public interface IPipelineCache
{
    /// <summary>How ntfy is configured now; null when it is not.</summary>
    AlertRules? Ntfy { get; }

    /// <summary>Reads them again; done when the sessions of this silo know what became of pipelines.</summary>
    Task Refresh();
}
