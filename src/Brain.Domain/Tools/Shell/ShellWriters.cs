namespace Brain.Domain.Tools.Shell;

/// <summary>Programs whose arguments are files that they write, move or take away.</summary>
internal static class ShellWriters
{
    public static IEnumerable<string> Of(ShellInvocation call) =>
        call.Program switch
        {
            "tee" or "truncate" or "touch" or "rm" or "unlink" or "shred" or "rmdir" or "mv" => Files(call),
            "cp" or "install" or "ln" or "rsync" => Files(call).TakeLast(1),
            "sed" or "gsed" when call.Arguments.Any(IsInPlace) => Files(call).Skip(IsScripted(call) ? 0 : 1),
            "perl" or "ruby" when call.Arguments.Any(word => IsBundle(word, 'i')) => Files(call),
            "dd" => call
                .Arguments.Where(word => word.StartsWith("of=", StringComparison.Ordinal))
                .Select(word => word["of=".Length..]),
            "git" when call.Arguments is ["rm" or "mv" or "restore", .. var rest] => rest.Where(IsFile),
            _ => [],
        };

    private static IEnumerable<string> Files(ShellInvocation call) => call.Arguments.Where(IsFile);

    private static bool IsFile(string word) => word.Length > 0 && word[0] != '-';

    private static bool IsInPlace(string word) =>
        word.StartsWith("--in-place", StringComparison.Ordinal) || IsBundle(word, 'i');

    private static bool IsScripted(ShellInvocation call) =>
        call.Arguments.Any(word => word is "-e" or "-f" || word.StartsWith("--expression", StringComparison.Ordinal));

    private static bool IsBundle(string word, char letter) =>
        word is ['-', not '-', ..] && word.Contains(letter, StringComparison.Ordinal);
}
