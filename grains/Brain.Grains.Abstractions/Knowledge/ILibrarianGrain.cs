
namespace Brain.Grains.Abstractions.Knowledge;

/// <summary>
/// 📚 Librarian: what is queued, and the index that search looks in. Key: the project's folder; empty for every
/// project;
/// <see cref="IndexKey"/> for the index.
/// </summary>
[Alias("brain.librarian")]
public interface ILibrarianGrain : IGrainWithStringKey
{
    /// <summary>The key of the one that keeps the index, so that nobody's queue waits for it.</summary>
    const string IndexKey = "search-index";

    /// <summary>
    /// Learnings that wait for a review and matters that were parked, newest first, at most 10 lines.
    /// </summary>
    [Alias("queue")]
    [return: Immutable]
    Task<string[]> Queue();

    /// <summary>Indexes a slice of what was said since: words, then vectors.</summary>
    /// <returns>Whether more waits.</returns>
    [Alias("index")]
    Task<bool> Index();
}
