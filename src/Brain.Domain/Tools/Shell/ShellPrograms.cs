using System.Collections.Frozen;

namespace Brain.Domain.Tools.Shell;

/// <summary>Programs by what they are, whatever version stands in their name.</summary>
internal static class ShellPrograms
{
    private static readonly FrozenSet<string> Interpreters = FrozenSet.Create(
        StringComparer.Ordinal,
        "python",
        "pypy",
        "perl",
        "ruby",
        "node",
        "nodejs",
        "php",
        "bun",
        "deno",
        "tsx",
        "lua",
        "luajit",
        "tclsh",
        "expect",
        "pwsh",
        "awk",
        "gawk",
        "mawk",
        "nawk",
        "sed",
        "gsed",
        "ipython",
        "osascript",
        "guile",
        "Rscript",
        "ed",
        "ex",
        "vi",
        "vim",
        "nvim",
        "emacs",
        "gdb"
    );

    private static readonly char[] OfVersions = [.. "0123456789.-"];

    /// <summary>Whether it runs a program that is handed as a text.</summary>
    public static bool IsInterpreter(string program) => Interpreters.Contains(Plain(program));

    /// <summary>A program's name without its version: <c>python3.12</c> is a <c>python</c>.</summary>
    public static string Plain(string program) => program.TrimEnd(OfVersions);
}
