using Brain.Domain.Pipelines;

namespace Brain.Grains.Pipelines;

/// <summary>What runs need of the silo around them.</summary>
public interface IAlerts
{
    /// <summary>How ntfy is configured now; null when it is not.</summary>
    AlertRules? Ntfy { get; }

    /// <summary>Waits until the sessions of this silo know what became of pipelines.</summary>
    Task Refresh();

    /// <summary>Lets few runs at once have the database, however many are due.</summary>
    /// <param name="work">What one run does.</param>
    Task Queue(Func<Task> work);
}
