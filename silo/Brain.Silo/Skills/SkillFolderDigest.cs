using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Brain.Domain.Skills.Scan;
using Brain.Silo.Files;

namespace Brain.Silo.Skills;

/// <summary>
/// What a skill's whole folder is told by. Its stamp, of names, sizes and times, costs a look at each file; its hash,
/// of names and contents, is made anew when the stamp is another one. Links are taken as the text that they are, pipes
/// and devices as their names; of git's own folder what git keeps for itself, in its form, is no part of a skill.
/// SKILL.md is first, the others in the order of their names, so that of a folder that has too many the same ones are
/// looked at each time.
/// </summary>
internal sealed class SkillFolderDigest
{
    /// <summary>So many files are looked at.</summary>
    public const int FilesMax = 2_000;

    /// <summary>So many bytes are read; of files behind them size and time are taken.</summary>
    public const long BytesMax = 64L * 1024 * 1024;

    private const int NamesMax = 50_000;
    private const int DepthMax = 16;
    private const string TooDeep = "lies deeper than 16 folders";
    private const int PieceBytes = 128 * 1024;

    private readonly string _folder;
    private readonly List<(string Name, FileIdentity? File, string? Link)> _entries = [];
    private readonly List<(string Name, string Path, FileIdentity? File)> _ofGit = [];
    private readonly List<string> _deep = [];
    private int _namesLeft = NamesMax;

    private SkillFolderDigest(string folder) => _folder = folder;

    /// <summary>Names, sizes and times.</summary>
    public string Stamp { get; private set; } = "";

    /// <summary>How many files.</summary>
    public int Files => _entries.Count;

    /// <summary>How many bytes.</summary>
    public long Bytes { get; private set; }

    /// <summary>All of it is in the hash.</summary>
    public bool IsWhole { get; private set; } = true;

    /// <summary>Looks at a folder; null where it can't be looked into.</summary>
    public static SkillFolderDigest? Of(string folder)
    {
        var digest = new SkillFolderDigest(folder);
        try
        {
            digest.Look("", 0, null);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }

        digest._entries.Sort((one, other) => Compare(one.Name, other.Name));
        digest.Bytes = digest._entries.Sum(entry => entry.File?.Length ?? 0);
        digest.IsWhole &= digest.Bytes <= BytesMax;
        digest.Stamp = digest.Stamped();
        return digest;
    }

    /// <summary>Of names and contents.</summary>
    public string Hash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        if (!IsWhole)
            Add(hash, "in part");
        var left = BytesMax;
        var piece = ArrayPool<byte>.Shared.Rent(PieceBytes);
        try
        {
            foreach (var (name, file, link) in _entries.Concat(Odd()))
            {
                Add(hash, name);
                if (link is not null)
                    Add(hash, $"link {link}");
                else if (file is null)
                    Add(hash, "neither a file nor a folder");
                else if (file.Length > left || !Read(hash, name, file, piece))
                    Add(hash, $"unread {file.Length} {file.Changed}");
                else
                    left -= file.Length;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>
    /// Its files as a scan reads them, all together no more than <see cref="BytesMax"/>; of one that went meanwhile
    /// nothing.
    /// </summary>
    public ScannedFile[] Contents()
    {
        var left = BytesMax;
        var files = new List<ScannedFile>();
        foreach (var entry in Odd().Concat(_entries).Take(SkillScanner.FilesMax))
        {
            var file = Content(entry, (int)Math.Min(left, ScannedFile.BytesMax));
            left -= file.Content.Length;
            files.Add(file);
        }

        files.AddRange(_deep.Select(folder => new ScannedFile(folder, default) { Unread = TooDeep }));
        return [.. files];
    }

    private ScannedFile Content((string Name, FileIdentity? File, string? Link) entry, int bytesMax)
    {
        if (entry.Link is { } link)
            return new(entry.Name, default) { Target = link };
        try
        {
            return RegularFile.Start(Path.Combine(_folder, entry.Name), bytesMax) is { } bytes
                ? new(entry.Name, bytes) { IsCut = entry.File?.Length > bytes.Length }
                : new(entry.Name, default) { Unread = "is neither a file nor a folder, or went meanwhile" };
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return new(entry.Name, default) { Unread = "can't be read" };
        }
    }

    private void Look(string below, int depth, string? git)
    {
        var all = Sorted(below);
        if (IsOfGit(below, all))
            git = below;
        foreach (var entry in all)
        {
            if (_entries.Count >= FilesMax || depth > DepthMax)
            {
                if (depth > DepthMax)
                    _deep.Add(below);
                IsWhole = false;
                return;
            }

            var name = below.Length == 0 ? entry.Name : $"{below}/{entry.Name}";
            if (entry.Attributes.HasFlag(FileAttributes.ReparsePoint))
                _entries.Add((name, null, entry.LinkTarget ?? ""));
            else if (entry is DirectoryInfo)
                Look(name, depth + 1, git);
            else if (git is not null && name[(git.Length + 1)..] is var path && GitStore.IsName(path))
                _ofGit.Add((name, path, FileIdentity.OfItself(entry.FullName)));
            else
                _entries.Add((name, FileIdentity.OfItself(entry.FullName), null));
        }
    }

    // What is called as git's own is and has another form.
    private IEnumerable<(string Name, FileIdentity? File, string? Link)> Odd() =>
        _ofGit
            .Where(one => !IsForm(one.Name, one.Path))
            .OrderBy(one => one.Name, StringComparer.Ordinal)
            .Select(one => (one.Name, one.File, (string?)null));

    private bool IsForm(string name, string path)
    {
        try
        {
            return RegularFile.Start(Path.Combine(_folder, name), GitStore.BytesOf(path)) is { } bytes
                && GitStore.IsForm(path, bytes);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private FileSystemInfo[] Sorted(string below)
    {
        FileSystemInfo[] all =
        [
            .. new DirectoryInfo(Path.Combine(_folder, below)).EnumerateFileSystemInfos().Take(_namesLeft + 1),
        ];
        IsWhole &= all.Length <= _namesLeft;
        _namesLeft -= Math.Min(all.Length, _namesLeft);
        return [.. all.OrderBy(entry => entry.Name, Comparer<string>.Create(Compare))];
    }

    // Its own folder, and those of submodules and of other work trees below it.
    private static bool IsOfGit(string below, FileSystemInfo[] all) =>
        (
            Path.GetFileName(below) == ".git"
            || ($"/{below}/" is var path
                && (
                    path.Contains("/.git/modules/", StringComparison.Ordinal)
                    || path.Contains("/.git/worktrees/", StringComparison.Ordinal)
                ))
        ) && Array.Exists(all, entry => entry.Name == "HEAD");

    private static int Compare(string one, string other) =>
        one == other ? 0
        : one == SkillPlace.FileName ? -1
        : other == SkillPlace.FileName ? 1
        : string.CompareOrdinal(one, other);

    private string Stamped()
    {
        var text = new StringBuilder();
        foreach (var (name, file, link) in _entries.Concat(_ofGit.Select(one => (one.Name, one.File, (string?)null))))
            _ = text.Append(name)
                .Append('\0')
                .Append(link)
                .Append('\0')
                .Append(file?.Inode)
                .Append(' ')
                .Append(file?.Length)
                .Append(' ')
                .Append(file?.Changed)
                .Append('\n');
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private bool Read(IncrementalHash hash, string name, FileIdentity seen, byte[] piece)
    {
        try
        {
            using var file = RegularFile.Open(Path.Combine(_folder, name));
            // Another one took its place: the next look tells.
            if (file is null || FileIdentity.Of(file)?.IsSame(seen) != true)
                return false;
            long at = 0;
            Add(hash, "file");
            for (int got; at < seen.Length && (got = RandomAccess.Read(file, piece, at)) > 0; at += got)
                hash.AppendData(piece, 0, (int)Math.Min(got, seen.Length - at));
            Add(hash, $"{Math.Min(at, seen.Length)} bytes");
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    // With its length before it, so that no two folders read the same.
    private static void Add(IncrementalHash hash, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        hash.AppendData(BitConverter.GetBytes(bytes.Length));
        hash.AppendData(bytes);
    }
}
