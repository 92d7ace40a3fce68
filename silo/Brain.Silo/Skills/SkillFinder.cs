using Brain.Messages.Projects;

namespace Brain.Silo.Skills;

/// <summary>A folder that has a SKILL.md.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="Root">Below which it was found.</param>
internal sealed record SkillPlace(string Folder, SkillRoot Root)
{
    /// <summary>What a skill's file is called.</summary>
    public const string FileName = "SKILL.md";

    /// <summary>Its file.</summary>
    public string Path { get; } = System.IO.Path.Combine(Folder, FileName);
}

/// <summary>What was found below some folders.</summary>
/// <param name="Places">Folders with a SKILL.md; each once.</param>
/// <param name="Looked">The roots that were looked through whole.</param>
internal sealed record FoundPlaces(IReadOnlyList<SkillPlace> Places, IReadOnlyList<SkillRoot> Looked)
{
    /// <summary>The paths of all roots.</summary>
    public required IReadOnlySet<string> Asked { get; init; }

    /// <summary>Folders that could not be looked into.</summary>
    public required IReadOnlyList<string> Unread { get; init; }

    /// <summary>Links that may have led to a skill and were not followed.</summary>
    public required int Links { get; init; }

    /// <summary>Nothing was left out for its number or depth.</summary>
    public required bool IsWhole { get; init; }
}

/// <summary>Finds skills below folders. No link is followed: what lies behind one is somebody else's folder.</summary>
internal sealed class SkillFinder
{
    /// <summary>So many skills are kept of one machine.</summary>
    public const int SkillsMax = 20_000;

    /// <summary>So many folders are looked into.</summary>
    public const int FoldersMax = 200_000;

    /// <summary>So deep below a folder that somebody named.</summary>
    public const int DepthMax = 12;

    private static readonly HashSet<string> Passed = new(StringComparer.Ordinal)
    {
        ".git",
        "node_modules",
        ".cache",
        ".venv",
        "venv",
        "__pycache__",
        "bin",
        "obj",
    };

    private readonly Dictionary<string, SkillPlace> _places = new(StringComparer.Ordinal);
    private readonly List<SkillRoot> _looked = [];
    private readonly List<string> _unread = [];
    private int _left = FoldersMax;
    private int _links;
    private bool _isWhole = true;

    /// <summary>Looks; a folder below two roots is the first one's.</summary>
    public static FoundPlaces Below(IEnumerable<SkillRoot> roots, CancellationToken stop)
    {
        var finder = new SkillFinder();
        var asked = new HashSet<string>(StringComparer.Ordinal);
        foreach (var root in roots.Where(root => asked.Add(root.Path)))
        {
            stop.ThrowIfCancellationRequested();
            finder.Look(root, stop);
        }

        return new([.. finder._places.Values], finder._looked)
        {
            Asked = asked,
            Unread = finder._unread,
            Links = finder._links,
            IsWhole = finder._isWhole,
        };
    }

    private void Look(SkillRoot root, CancellationToken stop)
    {
        if (!Directory.Exists(root.Path))
        {
            // What was there is gone, unless all around it is away too.
            if (Directory.Exists(root.Anchor))
                _looked.Add(root);
            return;
        }

        var (unread, whole) = (_unread.Count, _isWhole);
        _isWhole = true;
        var open = new Stack<(string Folder, int Depth)>([(root.Path, 0)]);
        while (open.TryPop(out var next))
        {
            stop.ThrowIfCancellationRequested();
            if (_left-- <= 0 || _places.Count >= SkillsMax)
                _isWhole = false;
            else
                Open(root, next, open);
        }

        if (_isWhole && _unread.Count == unread)
            _looked.Add(root);
        _isWhole &= whole;
    }

    private void Open(SkillRoot root, (string Folder, int Depth) next, Stack<(string, int)> open)
    {
        try
        {
            foreach (var entry in new DirectoryInfo(next.Folder).EnumerateFileSystemInfos())
            {
                var isLink = entry.Attributes.HasFlag(FileAttributes.ReparsePoint);
                if (entry.Name == SkillPlace.FileName && (next.Depth > 0 || root.Depth > 1))
                {
                    if (isLink)
                        _links++;
                    else if (entry is FileInfo && next.Folder.Length <= ProjectFolder.LengthMax)
                        _places.TryAdd(next.Folder, new(next.Folder, root));
                }
                else if (entry is DirectoryInfo && isLink)
                    _links++;
                else if (entry is DirectoryInfo && next.Depth < root.Depth && !Passed.Contains(entry.Name))
                    open.Push((entry.FullName, next.Depth + 1));
            }
        }
        catch (DirectoryNotFoundException)
        {
            // Gone a moment ago.
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            _unread.Add(next.Folder);
        }
    }
}
