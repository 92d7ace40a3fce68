using System.Buffers;
using System.Collections.Frozen;
using Brain.Domain.Tools.Shell;

namespace Brain.Domain.Rules;

/// <summary>Other spellings that programs have for one word or option, so that a rule holds in each of them.</summary>
/// <param name="Groups">What means the same.</param>
internal sealed record CommandSynonyms(string[][] Groups)
{
    private static readonly CommandSynonyms None = new([]);

    private static readonly FrozenDictionary<string, CommandSynonyms> Known = new Dictionary<string, CommandSynonyms>(
        StringComparer.Ordinal
    )
    {
        ["npm install"] = new([
            ["install", "i", "in", "ins", "inst", "insta", "instal", "isntall", "add"],
        ]),
        ["npm i"] = new([
            ["install", "i", "in", "ins", "inst", "insta", "instal", "isntall", "add"],
        ]),
        ["npm ci"] = new([
            ["ci", "clean-install", "ic", "install-clean"],
        ]),
        ["npm test"] = new([
            ["test", "t", "tst"],
        ]),
        ["npm run"] = new([
            ["run", "run-script", "rum", "urn"],
        ]),
        ["npm uninstall"] = new([
            ["uninstall", "un", "unlink", "remove", "rm", "r"],
        ]),
        ["pnpm install"] = new([
            ["install", "i"],
        ]),
        ["bun install"] = new([
            ["install", "i"],
        ]),
        ["git push"] = new([
            ["--force", "-f"],
            ["--delete", "-d"],
            ["--tags"],
        ]),
        ["git commit"] = new([
            ["--no-verify", "-n"],
            ["--all", "-a"],
        ]),
        ["git add"] = new([
            ["--all", "-A"],
            ["--force", "-f"],
        ]),
        ["git clean"] = new([
            ["--force", "-f"],
        ]),
        ["git rebase"] = new([
            ["--interactive", "-i"],
        ]),
        ["git checkout"] = new([
            ["--force", "-f"],
        ]),
        ["rm"] = new([
            ["--recursive", "-r", "-R"],
            ["--force", "-f"],
        ]),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // Options whose value is the next word, of whichever program.
    private static readonly FrozenSet<string> ValuedOfAll = FrozenSet.Create(
        StringComparer.Ordinal,
        "-C",
        "--cwd",
        "--prefix",
        "--dir",
        "--directory",
        "--manifest-path",
        "--context",
        "--kubeconfig",
        "--namespace",
        "--profile",
        "--region",
        "--config"
    );

    private static readonly FrozenDictionary<string, string[]> Valued = new Dictionary<string, string[]>(
        StringComparer.Ordinal
    )
    {
        ["git"] = ["-c", "--git-dir", "--work-tree", "--config-env", "--super-prefix"],
        ["git commit"] = ["--message", "--file", "--author", "--date", "--template", "--fixup", "--squash"],
        ["git push"] = ["--push-option", "--repo", "--receive-pack", "--exec"],
        ["npm"] =
        [
            "-w",
            "--workspace",
            "--registry",
            "--userconfig",
            "--globalconfig",
            "--cache",
            "--loglevel",
            "--tag",
            "--access",
            "--otp",
            "--scope",
            "--omit",
            "--include",
            "--script-shell",
        ],
        ["pnpm"] = ["-F", "--filter", "--registry", "--reporter", "--loglevel", "--tag", "--access", "--otp"],
        ["yarn"] = ["--registry", "--modules-folder", "--cache-folder", "--network-timeout", "--mutex"],
        ["bun"] = ["--filter", "--registry", "--cache-dir"],
        ["pip"] = ["--python", "--proxy", "--log", "--cache-dir", "--retries", "--timeout", "--cert", "--trusted-host"],
        ["cargo"] = ["-Z", "--color", "--target-dir"],
        ["docker"] = ["-H", "--host", "-f", "--file", "-l", "--log-level", "-p", "--project-name", "--env-file"],
        ["docker-compose"] = ["-f", "--file", "-p", "--project-name", "--env-file"],
        ["kubectl"] = ["-n", "-s", "--cluster", "--user", "--server", "--token"],
        ["helm"] = ["-n", "--kube-context"],
        ["make"] = ["-f", "--file", "--makefile", "-I", "-o", "-W"],
        ["gh"] = ["-R", "--repo"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // Options that are the beginning of others, and whole in themselves.
    private static readonly FrozenSet<string> Whole = FrozenSet.Create(
        StringComparer.Ordinal,
        "--force",
        "--delete",
        "--merge",
        "--patch",
        "--author",
        "--signoff"
    );

    /// <summary>Those of a program's command, or of the program.</summary>
    public static CommandSynonyms Of(string program, string? word) =>
        Known.GetValueOrDefault($"{program} {word}") ?? Known.GetValueOrDefault(program) ?? None;

    /// <summary>Where the next word stands that is neither an option nor an option's value.</summary>
    /// <param name="call">The call.</param>
    /// <param name="first">Its first such word; null before it.</param>
    /// <param name="at">Where to begin.</param>
    public static int Behind(ShellInvocation call, string? first, int at)
    {
        for (; at < call.Arguments.Length; at++)
        {
            var word = call.Arguments[at];
            if (IsOptionWithValue(call, first, at))
                at++;
            else if (!word.StartsWith('-') && !IsAside(call.Program, first, word))
                break;
        }

        return Math.Min(at, call.Arguments.Length);
    }

    /// <summary>Whether an option stands there whose value is the next word.</summary>
    public static bool IsOptionWithValue(ShellInvocation call, string? first, int at)
    {
        var (program, option) = (Plain(call.Program), call.Arguments[at]);
        if (!option.StartsWith('-') || at + 1 >= call.Arguments.Length)
            return false;
        // A number behind it is its value, anything else is not.
        if (program is "make" or "gmake" && option is "-j" or "--jobs" or "-l" or "--load-average")
            return call.Arguments[at + 1].All(c => char.IsAsciiDigit(c) || c == '.');
        return ValuedOfAll.Contains(option)
            || (Valued.TryGetValue(program, out var own) && own.Contains(option))
            || (Valued.TryGetValue($"{program} {first}", out var ofWord) && ofWord.Contains(option))
            || ShortOptions.HasValue(program, first, option);
    }

    /// <summary>Whether a program is another's version: <c>pip3.12</c> is <c>pip</c>.</summary>
    public static bool IsVersionOf(string name, string program) => name == "pip" && Plain(program) == name;

    /// <summary>Whether a program that is told nothing does this.</summary>
    public static bool IsBare(ShellInvocation call, string[] names) =>
        call.Program == "yarn"
        && names.Contains("install")
        && !call.Arguments.Any(word => word is "--version" or "-v" or "--help" or "-h");

    /// <summary>Whether a program takes a word for an option whose beginning it is.</summary>
    public static bool IsShortened(string program, string word, string option) =>
        program is "git" or "rm" or "chmod" or "chown" or "cp" or "mv"
        && word.Length >= 6
        && word.StartsWith("--", StringComparison.Ordinal)
        && word.Length < option.Length
        && !Whole.Contains(word)
        && option.StartsWith(word, StringComparison.Ordinal);

    /// <summary>Whether a push is forced by a sign before what is pushed: <c>git push origin +main</c>.</summary>
    public static bool IsForced(ShellInvocation call, string option) =>
        option == "--force"
        && call is { Program: "git" }
        && call.Arguments.Contains("push")
        && call.Arguments.Any(word => word is ['+', _, ..]);

    /// <summary>Names with those that mean the same.</summary>
    public string[] With(string[] names) =>
        [.. names.Concat(Groups.Where(group => group.Intersect(names).Any()).SelectMany(group => group)).Distinct()];

    // Words that stand before those of the command: a toolchain, a variable.
    private static readonly SearchValues<char> VersionSigns = SearchValues.Create("0123456789.");

    private static bool IsAside(string program, string? first, string word) =>
        program switch
        {
            "cargo" or "rustc" => first is null && word is ['+', _, ..],
            "make" or "gmake" => word.IndexOf('=', StringComparison.Ordinal) > 0,
            _ => false,
        };

    private static string Plain(string program) =>
        program.StartsWith("pip", StringComparison.Ordinal)
        && program.AsSpan(3).IndexOfAnyExcept(VersionSigns) < 0
            ? "pip"
            : program;
}
