namespace Brain.Grains.Abstractions.Personas;

/// <summary>📚 Librarian: what is queued. Key: the project's folder; empty for every project.</summary>
[Alias("brain.librarian")]
public interface ILibrarianGrain : IGrainWithStringKey
{
    /// <summary>
    /// Learnings that wait for a review and matters that were parked, newest first, at most 10 lines.
    /// </summary>
    [Alias("queue")]
    [return: Immutable]
    Task<string[]> Queue();
}
