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

    private static readonly string[] ValuedOfAll =
    [
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
        "--config",
    ];

    private static readonly FrozenDictionary<string, string[]> Valued = new Dictionary<string, string[]>(
        StringComparer.Ordinal
    )
    {
        ["git"] = ["-c", "--git-dir", "--work-tree", "--config-env"],
        ["npm"] = ["-w", "--workspace"],
        ["pnpm"] = ["-F", "--filter"],
        ["bun"] = ["--filter"],
        ["docker"] = ["-H", "--host", "-f", "--file", "-l", "--log-level", "-p", "--project-name", "--env-file"],
        ["docker-compose"] = ["-f", "--file", "-p", "--project-name"],
        ["kubectl"] = ["-n", "-s", "--cluster", "--user"],
        ["helm"] = ["-n", "--kube-context"],
        ["make"] = ["-f", "--file", "-I", "-o", "-W"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Those of a program's command, or of the program.</summary>
    public static CommandSynonyms Of(string program, string? word) =>
        Known.GetValueOrDefault($"{program} {word}") ?? Known.GetValueOrDefault(program) ?? None;

    /// <summary>Whether the next word is this option's value.</summary>
    public static bool HasValue(string program, string option) =>
        ValuedOfAll.Contains(option) || (Valued.TryGetValue(program, out var own) && own.Contains(option));

    /// <summary>Whether git takes a word for an option whose beginning it is.</summary>
    public static bool IsShortened(string program, string word, string option) =>
        program == "git"
        && word.Length is >= 6
        && word.StartsWith("--", StringComparison.Ordinal)
        && word.Length < option.Length
        && option.StartsWith(word, StringComparison.Ordinal);

    /// <summary>Whether a push is forced by a sign before what is pushed: <c>git push origin +main</c>.</summary>
    public static bool IsForced(ShellInvocation call, string option) =>
        option == "--force"
        && call is { Program: "git" }
        && call.Arguments.Contains("push")
        && call.Arguments.Any(word => word is ['+', _, ..]);

    /// <summary>A word with those that mean the same.</summary>
    public string[] Words(string[] names) => Options(names);

    /// <summary>An option with those that mean the same.</summary>
    public string[] Options(string[] names) =>
        [.. names.Concat(Groups.Where(group => group.Intersect(names).Any()).SelectMany(group => group)).Distinct()];
}
