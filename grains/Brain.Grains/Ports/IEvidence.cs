using Brain.Domain.Knowledge;

namespace Brain.Grains.Ports;

/// <summary>What the brain knows about a question.</summary>
public interface IEvidence
{
    /// <summary>
    /// The rows that bear on it: learnings, comments, turns, documents and what hooks refused; what a person marked as
    /// important first.
    /// </summary>
    /// <param name="question">As it was asked.</param>
    /// <param name="persona">Whose comments, or null for everybody's.</param>
    /// <param name="project">The project's folder, or null for every project.</param>
    /// <param name="limit">At most so many rows of each kind.</param>
    Task<Evidence[]> Of(string question, Guid? persona, string? project, int limit);
}
