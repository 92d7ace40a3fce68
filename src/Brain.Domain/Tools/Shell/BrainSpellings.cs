using System.Buffers;
using System.Collections.Frozen;
using System.IO.Enumeration;
using System.Text.RegularExpressions;
using Brain.Messages.Commands;
using Brain.Messages.Text;

namespace Brain.Domain.Tools.Shell;

/// <summary>
/// Spellings of the client that a line's words alone do not show: built of variables and patterns, handed from one
/// program to another, copied to another name, or written to a file that the line runs.
/// </summary>
/// <param name="line">The line.</param>
/// <param name="steers">Whether a text that is a line of its own changes the brain.</param>
internal sealed partial class BrainSpellings(string line, Func<string, bool> steers)
{
    private const char Unknown = '\0';

    // What find puts a name in the place of, and xargs when nothing else is said.
    private const string Mark = "{}";

    // Verbs that other programs have, too: behind a program that nobody knows they say nothing.
    private static readonly FrozenSet<string> Everyday = FrozenSet.Create(
        StringComparer.Ordinal,
        "up",
        "down",
        "install",
        "uninstall",
        "import",
        "backup",
        "restore",
        "test",
        "pack",
        "demo",
        "dev",
        "bench",
        "dashboard",
        "cluster",
        "schema",
        "documents",
        "repos",
        "skills",
        "mcp",
        "logins",
        "hook",
        "done",
        "pipeline",
        "ask",
        "rule",
        "mode",
        "build",
        "run",
        "clean",
        "upgrade"
    );

    // They speak to whom an address names.
    private static readonly FrozenSet<string> Speakers = FrozenSet.Create(
        StringComparer.Ordinal,
        "curl",
        "nc",
        "ncat",
        "netcat",
        "socat",
        "websocat",
        "http",
        "xh",
        "wget"
    );

    // They can run a line of their own script.
    private static readonly FrozenSet<string> Editors = FrozenSet.Create(
        StringComparer.Ordinal,
        "ed",
        "ex",
        "vi",
        "vim",
        "nvim",
        "emacs",
        "gdb",
        "less",
        "mutt",
        "ftp",
        "sqlite3"
    );

    private readonly ShellRun _run = ShellRunReader.Of(line, "");
    private readonly bool _isUnderstood = ShellGrammar.Read(line) is not null;
    private readonly string[] _spoken = BrainCommands.Split(line);

    /// <summary>Whether one of them changes the brain.</summary>
    public bool Change() =>
        _run.Invocations.Any(call => IsSaid(call) || IsSpokenTo(call) || IsHanded(call) || IsText(call))
        || PrintsForARunner()
        || RunsWhatItWrites();

    // By its own name, in a pattern or with variables in it.
    private bool IsSaid(ShellInvocation call)
    {
        string[] words = [.. call.Arguments];
        if (BrainClient.IsHook(call.Program))
            return !_run.Invocations.Any(one =>
                one.Program.EndsWith("sh", StringComparison.Ordinal) && one.Arguments.Contains("-n")
            );
        if (BrainClient.Is(call.Program))
            return _isUnderstood ? !BrainCommands.OnlyTells(words) : BrainCommands.Says(words);
        if (call.Program == "dotnet")
            return IsBuilt(call, words);
        if (call.Program != Mark && call.Program.AsSpan().IndexOfAny(Unknown, '{') < 0)
            return false;
        if (Pattern(call.Program) is var pattern && pattern.Any(char.IsAsciiLetter))
            return _isUnderstood && MayBe(pattern, "brain") && !BrainCommands.OnlyTells(words);
        return words.Length > 0
            && ((call.Program == Mark && SpeaksOfIt()) || (words.Length > 1 && !Everyday.Contains(words[0])))
            && IsChanging(words[0])
            && !BrainCommands.OnlyTells(words);
    }

    // dotnet run --project client/Brain.Cli -- rate …
    private static bool IsBuilt(ShellInvocation call, string[] words)
    {
        var at = Array.FindIndex(words, BrainClient.Is);
        var runs = words is ["run" or "watch" or "exec", ..] && (at > 0 || BrainClient.Is(call.Folder.TrimEnd('/')));
        if (at != 0 && !runs)
            return false;
        var end = Array.IndexOf(words, "--");
        return BrainCommands.Says(words[((end > at ? end : at) + 1)..]);
    }

    private static bool IsSpokenTo(ShellInvocation call) =>
        call.Arguments.Any(BrainCommands.Belongs)
        || (
            Speakers.Contains(call.Program)
            && call.Arguments.Any(word =>
                word.Contains(Unknown)
                && word.Split('/', ':', ',')
                    .Any(part => part.Count(char.IsAsciiLetter) > 5 && MayBe(Pattern(part), "brain.sock"))
            )
        );

    // What xargs runs, with the client in the place of what it is handed.
    private bool IsHanded(ShellInvocation call)
    {
        if (call.Program is not ("xargs" or "parallel") || !SpeaksOfIt())
            return false;
        string[] words = [.. call.Arguments];
        var mark = MarkOf(words);
        string[] command =
        [
            .. ShellRunners.Inner(call.Program, words).Command.Select(word =>
                word.Replace(mark, "brain", StringComparison.Ordinal)
            ),
        ];
        return command.Length > 0
            && words.Any(word => word.Contains(mark, StringComparison.Ordinal))
            && steers(string.Join(' ', command.Select(Quoted)));
    }

    // A program's text, or an option's value, that is a line or has one in it.
    private bool IsText(ShellInvocation call) =>
        call.Program == "git" ? RunsByGit([.. call.Arguments])
        : call.Program is "sed" or "gsed"
            ? call.Arguments.Any(word => Executes().IsMatch(word) && Mentions(Parted(word)))
        : Editors.Contains(ShellPrograms.Plain(call.Program))
            ? call.Arguments.Any(word => Escapes().IsMatch(word) && Mentions(Parted(word)))
        : BrainCommands.IsRunner(call.Program)
            && (
                BrainCommands.Mentions(FolderOptions.Left(call.Program, call.Arguments))
                || call.Arguments.Any(word =>
                    Lines(word).Any(steers) || (ShellPrograms.IsInterpreter(call.Program) && Mentions(word))
                )
            );

    private bool RunsByGit(string[] words) =>
        words.Index().Any(at =>
            at.Item.IndexOf("=!", StringComparison.Ordinal) is >= 0 and var sign ? steers(at.Item[(sign + 2)..])
            : at.Item.StartsWith('!') ? steers(at.Item[1..])
            : at.Index > 0
                && (
                    (words[at.Index - 1] == "-c" && steers(at.Item[(at.Item.IndexOf('=') + 1)..]))
                    || (words[at.Index - 1] is "-x" or "--exec" or "foreach" && steers(at.Item))
                )
        ) || (words is ["bisect", "run", .. var tried] && BrainCommands.Mentions(tried));

    // What one command prints another runs: printf 'x:\n\tbrain …' | make -f -
    private bool PrintsForARunner() =>
        _run.Invocations.Any(call => BrainCommands.IsRunner(call.Program))
        && _run
            .Invocations.Where(call => call.Program is "echo" or "printf")
            .SelectMany(call => call.Arguments)
            .SelectMany(Lines)
            .Any(steers);

    private bool RunsWhatItWrites()
    {
        string[] written =
        [
            .. _run
                .Written.Concat(_run.Invocations.SelectMany(call => ShellTrees.Placed(call).Select(call.At)))
                .Select(Plain),
        ];
        var runs = _run.Invocations.Where(call => IsOf(call, written)).ToArray();
        return runs.Length > 0
            && (
                Mentions(line)
                || _run.Invocations.SelectMany(call => call.Arguments).SelectMany(Lines).Any(steers)
                || (SpeaksOfIt() && Array.Exists(runs, call => call.Arguments.Any(IsChanging)))
            );
    }

    private static bool IsOf(ShellInvocation call, string[] written)
    {
        if (written.Contains(Plain(call.At(call.Called))))
            return true;
        if (!call.Called.Contains('/'))
            return Array.Exists(written, file => file.EndsWith($"/{call.Called}", StringComparison.Ordinal))
                || (
                    BrainCommands.IsRunner(call.Program)
                    && call.Arguments.FirstOrDefault(word => word is [not ('-' or '+'), ..]) is { } first
                    && written.Contains(Plain(call.At(first)))
                );
        return false;
    }

    private bool SpeaksOfIt() => Array.Exists(_spoken, BrainClient.Is);

    private static bool Mentions(string text) =>
        BrainCommands.Mentions(BrainCommands.Split(BrainCommands.Unescaped(text)));

    // What stands between the words of an editor's commands: s/a/b/e, :!b
    private static string Parted(string text) => text.Replace('/', ' ').Replace('!', ' ').Replace(':', ' ');

    private static string[] Lines(string word) =>
        word.AsSpan().ContainsAny(" \n\t") ? BrainCommands.Unescaped(word).Split('\n') : [];

    private static string Plain(string path)
    {
        var plain = path.Replace("/./", "/", StringComparison.Ordinal);
        return plain.StartsWith("./", StringComparison.Ordinal) ? plain[2..] : plain;
    }

    private static string MarkOf(string[] words)
    {
        for (var at = 0; at < words.Length; at++)
        {
            if (words[at] is "-I" && at + 1 < words.Length && words[at + 1].Length > 0)
                return words[at + 1];
            if (words[at] is ['-', 'I', .. { Length: > 0 } glued])
                return glued;
            if (words[at].StartsWith("--replace=", StringComparison.Ordinal) && words[at].Length > "--replace=".Length)
                return words[at]["--replace=".Length..];
        }

        return Mark;
    }

    private static string Quoted(string word) =>
        word.AsSpan().ContainsAny(ToQuote)
            ? ShellQuote.Always(word)
            : word.Replace(Unknown, '?');

    private static bool MayBe(string pattern, string name) =>
        FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false);

    private static string Pattern(string word) =>
        Classes().Replace(ShellPaths.Braced(word.Replace(Unknown, '*')), "*");

    private static bool IsChanging(string word) => CommandCatalog.Find(word) is { Effect: not CommandEffect.Tells };

    private static readonly SearchValues<char> ToQuote = SearchValues.Create(" \t\n;&|'\"");

    // A class of characters, whose opening bracket is a pattern's sign by now.
    [GeneratedRegex(@"\*[^*\]]*\]", RegexOptions.NonBacktracking)]
    private static partial Regex Classes();

    // sed's command e, or the flag of its s.
    [GeneratedRegex(@"(?:^|[\d$;{}/])\s*e(?:\s|$)|/[a-z0-9]*e[a-z0-9]*\s*$", RegexOptions.NonBacktracking)]
    private static partial Regex Executes();

    // An editor's way out to a shell.
    [GeneratedRegex(@"!|system|shell|program", RegexOptions.NonBacktracking)]
    private static partial Regex Escapes();
}
