using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Brain.Domain.Tools.Shell;

/// <summary>What a program's rule says of its arguments: true when they can only make it read.</summary>
internal delegate bool ReadingRule(ShellScan line, ReadOnlySpan<ShellArgument> arguments);

/// <summary>Judges whether every command of a line only reads.</summary>
/// <param name="script">The line.</param>
/// <param name="trusts">
/// Whether programs that go by a folder's own settings (git's, cargo's) may run there; folders as the line names
/// them, <c>.</c> for the one that it starts in. And whether none of the names in a folder may be an option, which is
/// asked for as <see cref="ShellCommand.NamesOf"/> writes it.
/// </param>
internal sealed class ShellScan(ShellScript script, Func<string, bool> trusts)
{
    /// <summary>The folder is known only when the line runs.</summary>
    private const string Somewhere = "\0";

    private const int FoldersMax = 8;

    // Programs to which a file is a file, however many there are; to printf or env they are more than that.
    private static readonly FrozenSet<string> TakeFiles = FrozenSet.Create(
        StringComparer.Ordinal,
        "awk",
        "base64",
        "bat",
        "diff",
        "file",
        "find",
        "gawk",
        "git",
        "less",
        "mawk",
        "nm",
        "objdump",
        "readelf",
        "rg",
        "sed",
        "size",
        "sort",
        "strings",
        "tree",
        "zstdcat"
    );

    private readonly ShellVariables _variables = new(script);

    // Every folder that the line may be in by now; a cd can fail, or end with its subshell.
    private readonly List<string> _folders = ["."];
    private bool _inLoop;

    /// <summary>Whether all of the line only reads.</summary>
    public bool OnlyReads() =>
        script.Calls.Length > 0
        && script.Bindings.All(binding =>
            binding.Values is { } values
                ? values.All(value => ShellVariables.MaySet(binding.Name, value))
                : ShellVariables.IsOwn(binding.Name)
        )
        && script.Calls.All(Reads);

    /// <summary>Whether a program with these arguments only reads; for programs that run others.</summary>
    public bool Reads(ReadOnlySpan<ShellArgument> words)
    {
        if (words.Length == 0 || words[0].Text is not { } name)
            return false;
        foreach (var folder in (ReadOnlySpan<string>)["/usr/bin/", "/bin/"])
        {
            if (name.StartsWith(folder, StringComparison.Ordinal))
                name = name[folder.Length..];
        }

        return (words.Length == 2 && VersionQuestions.Asks(name, words[1].Text))
            || (ReadOnlyPrograms.All.TryGetValue(name, out var rule) && rule(this, words[1..]));
    }

    /// <summary>Whether all that the line may be in by now, and a folder below it when one is named, is
    /// trusted.</summary>
    public bool IsAtHome(ShellArgument? below = null) =>
        (below is null || below.Text is not null)
        && _folders.TrueForAll(folder =>
            Combined(folder, below?.Text ?? ".") is var full && full != Somewhere && trusts(full)
        );

    /// <summary>The line goes to another folder; null for one that nobody can say.</summary>
    public void GoTo(string? folder)
    {
        foreach (var from in _folders.ToArray())
        {
            var to = folder is null || (_inLoop && !IsWhole(folder)) ? Somewhere : Combined(from, folder);
            if (!_folders.Contains(to))
                _folders.Add(to);
        }

        // Each step could double them: past the limit nobody says where the line is.
        if (_folders.Count <= FoldersMax)
            return;
        _folders.Clear();
        _folders.Add(Somewhere);
    }

    private bool Reads(ShellCall call)
    {
        _inLoop = call.InLoop;
        if (!call.Redirections.All(ShellStreams.OnlyReads))
            return false;
        if (call.Words.IsEmpty)
            return call.Assignments.All(assignment => ShellVariables.MaySet(assignment.Name, assignment.Value));
        var words = call.Words.Select(word => ShellArgument.Of(word, _variables)).ToArray();
        return call.Assignments.All(assignment =>
                ShellVariables.IsHarmless(assignment)
                || (words[0].Text == "read" && assignment is { Name: "IFS", Value.Text: not null })
            ) && (Reads(words) || (WithNames(call.Words, words) is { } named && Reads(named)));
    }

    // The shell puts names of the folder in a pattern's place: where none begins as an option does, they are files.
    private ShellArgument[]? WithNames(ImmutableArray<ShellWord> written, ShellArgument[] words) =>
        words[0].Text is { } program
        && TakeFiles.Contains(program)
        && written.Any(IsPattern)
        && _folders.TrueForAll(folder => folder != Somewhere && trusts(ShellCommand.NamesOf(folder)))
            ? [.. words.Select((word, at) => IsPattern(written[at]) ? word with { Wild = false } : word)]
            : null;

    private static bool IsPattern(ShellWord word) =>
        !word.Braces
        && word.Pieces is [{ Kind: PieceKind.Pattern }, ..]
        && word.Pieces.All(piece => piece.Kind is PieceKind.Text or PieceKind.Pattern);

    private static string Combined(string from, string to) =>
        IsWhole(to) ? to
        : from == Somewhere ? Somewhere
        : to == "." ? from
        : from == "." ? to
        : $"{from}/{to}";

    private static bool IsWhole(string folder) => folder.StartsWith('/') || folder.StartsWith('~');
}
