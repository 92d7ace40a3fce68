using System.Collections.Frozen;
using System.Collections.Immutable;
using Brain.Domain.Knowledge.Recall;

namespace Brain.Domain.Knowledge;

/// <summary>
/// The learnings of one project as its sessions look for them: the newest first, by their ids, and by the files that
/// they name. Never changed, only replaced.
/// </summary>
public sealed class ProjectLearnings
{
    /// <summary>Of a project on which nothing was learnt.</summary>
    public static readonly ProjectLearnings None = new([]);

    private readonly ImmutableArray<KnownLearning> _newest;
    private readonly Lazy<FrozenDictionary<Guid, KnownLearning>> _byId;
    private readonly Lazy<ILookup<string, KnownLearning>> _byFile;

    /// <summary>Of some learnings in any order.</summary>
    public ProjectLearnings(IEnumerable<KnownLearning> learnings)
    {
        _newest = [.. learnings.OrderByDescending(one => one.NewsAt).ThenBy(one => one.Id)];
        _byId = new(() => _newest.ToFrozenDictionary(one => one.Id));
        _byFile = new(() =>
            _newest
                .SelectMany(one => one.Files.Select(file => (File: CallKey.NameOf(file), Of: one)))
                .ToLookup(one => one.File, one => one.Of, StringComparer.Ordinal)
        );
    }

    /// <summary>There is none.</summary>
    public bool IsEmpty => _newest.IsEmpty;

    /// <summary>Those that are news since a moment, the newest first.</summary>
    public IEnumerable<KnownLearning> Since(DateTimeOffset moment) => _newest.TakeWhile(one => one.NewsAt >= moment);

    /// <summary>One of them, or null.</summary>
    public KnownLearning? Find(Guid id) => _newest.IsEmpty ? null : _byId.Value.GetValueOrDefault(id);

    /// <summary>The one that a session heard as a fact, or null; that it was refuted is one too.</summary>
    public KnownLearning? OfFact(Guid fact) =>
        Find(fact) ?? (Find(KnownLearning.RefutedFact(fact)) is { Status: KnownLearning.Refuted } one ? one : null);

    /// <summary>Those that name a file, the newest first.</summary>
    public IEnumerable<KnownLearning> About(string path) =>
        _newest.IsEmpty
            ? []
            : _byFile.Value[CallKey.NameOf(path)].Where(one => one.Files.Any(file => IsOf(path, file))).Distinct();

    // As far as it is named: till.cs is every one of that name, src/till.cs that one.
    private static bool IsOf(string path, string named)
    {
        var tail = named.TrimStart('.', '/', '~');
        return path == named
            || path == tail
            || (path.EndsWith(tail, StringComparison.Ordinal) && path[^(tail.Length + 1)] is '/' or '\\');
    }
}
