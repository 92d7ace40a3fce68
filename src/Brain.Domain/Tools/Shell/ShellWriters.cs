using System.Collections.Immutable;

namespace Brain.Domain.Tools.Shell;

/// <summary>Programs whose arguments are files that they write, move or take away.</summary>
internal static class ShellWriters
{
    public static IEnumerable<string> Of(ShellInvocation call) =>
        call.Program switch
        {
            "tee" or "truncate" or "touch" or "rm" or "unlink" or "shred" or "rmdir" => Files(call),
            "mv" => Files(call).Concat(Placed(call)),
            "cp" or "install" or "ln" or "rsync" => Files(call).TakeLast(1).Concat(Placed(call)),
            "sed" or "gsed" when call.Arguments.Any(IsInPlace) => Files(call).Skip(IsScripted(call) ? 0 : 1),
            "perl" or "ruby" when call.Arguments.Any(word => IsBundle(word, 'i')) => Files(call),
            "dd" => call
                .Arguments.Where(word => word.StartsWith("of=", StringComparison.Ordinal))
                .Select(word => word["of=".Length..]),
            "sort" => ShellOperands.Values(call, 'o', "--output"),
            "patch" => ShellOperands
                .Files(call.Arguments, "-i", "-d", "-p", "-o", "-F", "-D", "-r", "--input", "--directory")
                .Take(1)
                .Concat(ShellOperands.Values(call, 'o', "--output")),
            "curl" => Fetched(call),
            "wget" => Loaded(call),
            "git" => Git(GitWords.Of(call.Arguments)),
            _ => [],
        };

    private static IEnumerable<string> Files(ShellInvocation call) => ShellOperands.Files(call.Arguments);

    // Into a folder that is said to be one.
    private static IEnumerable<string> Placed(ShellInvocation call)
    {
        string[] files = [.. ShellOperands.Files(call.Arguments, "-t", "--target-directory")];
        if (ShellOperands.Values(call, 't', "--target-directory").FirstOrDefault() is not { } folder)
        {
            if (files.Length < 2 || !(files[^1].EndsWith('/') || files[^1] is "." or ".."))
                return [];
            (folder, files) = (files[^1], files[..^1]);
        }
        else if (call.Program == "rsync")
            return [];

        return files.Select(file =>
            ShellFolders.Combined(folder, file.TrimEnd('/') is var bare ? bare[(bare.LastIndexOf('/') + 1)..] : file)
        );
    }

    private static IEnumerable<string> Fetched(ShellInvocation call)
    {
        var folder = ShellOperands.Values(call, null, "--output-dir").FirstOrDefault() ?? "";
        var isNamed =
            ShellOperands.Has(call.Arguments, "--remote-name", "--remote-name-all")
            || ShellOperands.HasLetter(call, 'O');
        var named = isNamed ? ShellOperands.NamesOfAddresses(call.Arguments) : [];
        return ShellOperands
            .Values(call, 'o', "--output")
            .Concat(named)
            .Select(file => ShellFolders.Combined(folder, file));
    }

    private static IEnumerable<string> Loaded(ShellInvocation call)
    {
        string[] lines = [.. ShellOperands.Values(call, 'O', "--output-document")];
        var folder = ShellOperands.Values(call, 'P', "--directory-prefix").FirstOrDefault() ?? "";
        return lines.Length > 0
            ? lines
            : ShellOperands.NamesOfAddresses(call.Arguments).Select(file => ShellFolders.Combined(folder, file));
    }

    private static IEnumerable<string> Git(GitWords git) =>
        git.Command switch
        {
            "rm" when ShellOperands.Has(git.Words, "--cached") => [],
            "rm" or "mv" => ShellOperands.Files(git.Words),
            "restore" when ShellOperands.Has(git.Words, "--staged", "-S") => ShellOperands.Has(
                git.Words,
                "--worktree",
                "-W"
            )
                ? ShellOperands.Files(git.Words, "-s", "--source")
                : [],
            "restore" => ShellOperands.Files(git.Words, "-s", "--source"),
            "checkout" => CheckedOut(git.Words),
            _ => [],
        };

    // Behind two hyphens all are files; before them the first may be a branch, which has no ending.
    private static IEnumerable<string> CheckedOut(ImmutableArray<string> words)
    {
        var end = words.IndexOf("--");
        if (end >= 0)
            return words[(end + 1)..];
        if (ShellOperands.Has(words, "-b", "-B", "--orphan"))
            return [];
        string[] files = [.. ShellOperands.Files(words)];
        return files.Where((file, at) => at > 0 || HasEnding(file));
    }

    private static bool HasEnding(string file) =>
        file[(file.LastIndexOf('.') + 1)..] is { Length: > 0 and <= 5 } ending
        && ending.Length < file.Length
        && ending.All(char.IsAsciiLetter);

    private static bool IsInPlace(string word) =>
        word.StartsWith("--in-place", StringComparison.Ordinal) || IsBundle(word, 'i');

    private static bool IsScripted(ShellInvocation call) =>
        call.Arguments.Any(word => word is "-e" or "-f" || word.StartsWith("--expression", StringComparison.Ordinal));

    private static bool IsBundle(string word, char letter) =>
        word is ['-', not '-', ..] && word.Contains(letter, StringComparison.Ordinal);
}
