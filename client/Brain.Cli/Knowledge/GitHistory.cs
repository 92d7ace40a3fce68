using System.Diagnostics;
using System.Globalization;
using Brain.Client;
using Brain.Messages.Knowledge;

namespace Brain.Cli.Knowledge;

/// <summary>What git says of one file. Without git, or outside of a repository, there are no commits.</summary>
internal sealed class GitHistory
{
    private const int ExitMs = 30_000;
    private const string Nobody = "0000000000000000000000000000000000000000";
    private const char Begin = '\u0001';

    private readonly Lazy<GitCommit[]> _commits;
    private readonly string _path;
    private readonly string? _root;

    /// <summary>Of a file.</summary>
    /// <param name="path">Its whole path.</param>
    internal GitHistory(string path)
    {
        _path = path;
        Folder = Path.GetDirectoryName(path)!;
        var root = Run("rev-parse", "--show-toplevel")?.Trim();
        _root = root is { Length: > 0 } ? Real(root) : null;
        Relative = _root is not null ? Path.GetRelativePath(_root, Real(path)) : Path.GetFileName(path);
        _commits = new(() =>
            Commits(Run("log", "--follow", "--name-only", $"--format={Begin}%H%x09%at%x09%s", "--", _path))
        );
    }

    /// <summary>The folder that it lies in.</summary>
    internal string Folder { get; }

    /// <summary>The file within its repository, else its name.</summary>
    internal string Relative { get; }

    /// <summary>What the file is called, and was, each with when it was last called so.</summary>
    /// <param name="more">A name that it had as well, or null.</param>
    internal IEnumerable<(string Name, DateTimeOffset Until)> Names(string? more)
    {
        var names = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal)
        {
            [Relative] = DateTimeOffset.MaxValue,
        };
        // It was renamed by the oldest commit that has the newer name.
        var renamed = DateTimeOffset.MaxValue;
        foreach (var commit in _commits.Value)
        {
            names.TryAdd(commit.Path, renamed);
            renamed = commit.At.AddSeconds(1);
        }

        if (more is not null)
            names.TryAdd(more, DateTimeOffset.MaxValue);
        return names.Select(one => (one.Key, one.Value));
    }

    /// <summary>
    /// Whether a file that was changed is the one of a name in this repository, and no other one whose name ends so: of
    /// a file in the repository's own folder nothing but the name is known.
    /// </summary>
    internal bool Is(string changed, string name)
    {
        if (_root is null || name.Contains('/', StringComparison.Ordinal))
            return true;
        if (!Path.IsPathFullyQualified(changed))
            return changed == name || changed == $"./{name}";
        // The same repository may lie elsewhere, too.
        var folder = Path.GetDirectoryName(changed)!;
        return Real(folder) == _root || Path.Exists(Path.Combine(folder, ".git"));
    }

    /// <summary>Each change with the first commit of the file that came after it.</summary>
    internal FileEdit[] WithCommits(FileEdit[] edits) =>
        [
            .. edits.Select(edit =>
                _commits.Value.LastOrDefault(commit => commit.At >= Second(edit.At)) is { } commit
                    ? edit with
                    {
                        Commit = commit.Id,
                        Subject = commit.Subject,
                    }
                    : edit
            ),
        ];

    /// <summary>When a line may have been written, and its commit; null for one that is in none yet.</summary>
    internal (DateTimeOffset From, DateTimeOffset Until, GitCommit? Commit) Line(int line)
    {
        var text = Run("blame", "--porcelain", "-L", $"{line},{line}", "--", _path);
        if (text is null)
            return Path.Exists(Path.Combine(Folder, ".git")) || Relative != Path.GetFileName(_path)
                ? throw new ClientException($"git blame has nothing on line {line} of {_path}.", isRefusal: true)
                : (DateTimeOffset.MinValue, DateTimeOffset.MaxValue, null);
        var all = _commits.Value;
        if (Blamed(Lines(text)) is not { } blamed)
            return (all.Length == 0 ? DateTimeOffset.MinValue : all[0].At, DateTimeOffset.MaxValue, null);
        var place = Array.FindIndex(all, commit => commit.Id == blamed.Id);
        var before =
            place < 0 ? all.FirstOrDefault(commit => commit.At < blamed.At) : all.ElementAtOrDefault(place + 1);
        // A commit's time is cut to its second.
        return (before?.At.AddSeconds(1) ?? DateTimeOffset.MinValue, blamed.At.AddSeconds(1), blamed);
    }

    // The commit of a line as blame tells it, with the name that the file had in it; null for none yet.
    private GitCommit? Blamed(string[] told)
    {
        string? Of(string word) =>
            told.FirstOrDefault(line => line.StartsWith($"{word} ", StringComparison.Ordinal))?[(word.Length + 1)..];
        var id = told[0].Split(' ', 2)[0];
        return id == Nobody || Of("author-time") is not { } time
            ? null
            : GitCommit.Read($"{id}\t{time}\t{Of("summary")}") with { Path = Of("filename") ?? Relative };
    }

    private GitCommit[] Commits(string? text)
    {
        var (commits, path) = (new List<GitCommit>(), Relative);
        foreach (var one in (text ?? "").Split(Begin, StringSplitOptions.RemoveEmptyEntries))
        {
            // A merge names no file.
            var lines = Lines(one);
            path = lines.Length > 1 ? lines[^1] : path;
            commits.Add(GitCommit.Read(lines[0]) with { Path = path });
        }

        return [.. commits];
    }

    private static DateTimeOffset Second(DateTimeOffset at) =>
        DateTimeOffset.FromUnixTimeSeconds(at.ToUnixTimeSeconds());

    private static string Real(string path) =>
        Path.GetDirectoryName(path) is { } folder && Directory.ResolveLinkTarget(folder, true)?.FullName is { } real
            ? Path.Combine(real, Path.GetFileName(path))
            : path;

    private static string[] Lines(string? text) =>
        (text ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private string? Run(params string[] words)
    {
        try
        {
            using var git = Process.Start(
                new ProcessStartInfo("git", ["-C", Folder, "-c", "core.quotePath=false", .. words])
                {
                    UseShellExecute = false,
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                }
            )!;
            git.ErrorDataReceived += static (_, _) => { };
            git.BeginErrorReadLine();
            var text = git.StandardOutput.ReadToEnd();
            return git.WaitForExit(ExitMs) && git.ExitCode == 0 ? text : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}

/// <summary>A commit of a file.</summary>
/// <param name="Id">Its hash.</param>
/// <param name="At">When its author made it, to the second.</param>
/// <param name="Subject">Its first line.</param>
internal sealed record GitCommit(string Id, DateTimeOffset At, string Subject)
{
    /// <summary>What the file is called in it.</summary>
    internal string Path { get; init; } = "";

    internal static GitCommit Read(string line)
    {
        var parts = line.Split('\t', 3);
        return new(
            parts[0],
            DateTimeOffset.FromUnixTimeSeconds(long.Parse(parts[1], CultureInfo.InvariantCulture)),
            parts.Length > 2 ? parts[2] : ""
        );
    }
}
