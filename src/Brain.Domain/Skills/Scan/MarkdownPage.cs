using System.Text;
using System.Text.RegularExpressions;
using Brain.Messages.Skills;

namespace Brain.Domain.Skills.Scan;

/// <summary>A page of a skill: what it tells, what it has run, and what no reader sees.</summary>
internal sealed partial class MarkdownPage(ScanNotes notes)
{
    private static readonly string[] ShellFences =
    [
        "sh",
        "bash",
        "shell",
        "zsh",
        "console",
        "terminal",
        "shell-session",
        "shellscript",
        "command",
        "cmd",
        "ksh",
    ];
    private static readonly string[] CodeFences =
    [
        "python",
        "py",
        "javascript",
        "js",
        "typescript",
        "ts",
        "node",
        "ruby",
        "php",
        "powershell",
        "ps1",
        "mjs",
    ];
    private static readonly string[] Known =
    [
        "curl",
        "wget",
        "bash",
        "sh",
        "git",
        "npm",
        "npx",
        "pip",
        "pip3",
        "python",
        "python3",
        "node",
        "rm",
        "docker",
        "kubectl",
        "aws",
        "gh",
        "make",
        "sudo",
        "cat",
        "echo",
        "brew",
        "cargo",
        "go",
        "uv",
        "uvx",
        "pnpm",
        "yarn",
        "bun",
        "security",
        "crontab",
        "nc",
        "ssh",
        "scp",
        "chmod",
        "cp",
        "mv",
        "find",
        "fly",
        "env",
        "printenv",
        "base64",
        "eval",
        "apt",
        "apt-get",
        "jq",
        "sed",
        "tee",
        "perl",
        "osascript",
        "defaults",
        "claude",
        "printf",
        "pwsh",
        "powershell",
        "systemctl",
        "launchctl",
        "openssl",
        "dig",
        "tar",
        "source",
        "cd",
        "ls",
        "/bin/bash",
        "./",
    ];

    // A line with more of them is no line that anybody wrote.
    private const int SpansMax = 64;

    private string _heading = "";
    private string _before = "";

    /// <summary>Looks at a page.</summary>
    public void Look(string text, ScanPlace file)
    {
        var lines = text.Split('\n');
        var at = FrontMatter(lines, file);
        Test(text, lines, file);
        var prose = new StringBuilder();
        var from = at;
        for (; at < lines.Length; at++)
        {
            var line = lines[at].TrimEnd('\r');
            if (Fence(line) is { } fence)
            {
                Prose(prose, file, from);
                at = Fenced(lines, at, fence, file);
                from = at + 1;
            }
            else if (IsIndented(line) && (at == 0 || lines[at - 1].Trim().Length == 0) && IsCommand(line.Trim()))
            {
                Prose(prose, file, from);
                at = Indented(lines, at, file);
                from = at + 1;
            }
            else if (line.Contains("<!--", StringComparison.Ordinal))
            {
                Prose(prose, file, from);
                at = Comment(lines, at, file);
                from = at + 1;
            }
            else if (line.Trim().Length == 0 || line.TrimStart().StartsWith('#'))
            {
                Prose(prose, file, from);
                if (line.TrimStart().StartsWith('#'))
                    (_heading, _before) = (line, "");
                Line(line, file, at);
                from = at + 1;
            }
            else
            {
                prose.Append(line).Append('\n');
                Line(line, file, at);
            }
        }

        Prose(prose, file, from);
    }

    private int FrontMatter(string[] lines, ScanPlace file)
    {
        if (lines.Length == 0 || lines[0].Trim() != "---")
            return 0;
        var end = Array.FindIndex(lines, 1, line => line.Trim() == "---");
        if (end < 0)
            return 0;
        new Instructions(notes).Look(string.Join('\n', lines[1..end]), Place(file, 1));
        for (var at = 1; at < end; at++)
        {
            var line = lines[at];
            if (line.StartsWith("allowed-tools:", StringComparison.OrdinalIgnoreCase))
            {
                Tools(line["allowed-tools:".Length..], Place(file, at));
                // Or a list, an entry a line.
                for (var below = at + 1; below < end; below++)
                {
                    if (lines[below].TrimStart() is ['-', ' ' or '\t', ..] entry)
                        Tools(entry.Trim()[1..], Place(file, below));
                    else if (lines[below].AsSpan().Trim() is not ([] or ['#', ..]))
                        break;
                }
            }
            else if (line.TrimStart().StartsWith("command:", StringComparison.Ordinal))
                new ShellDetector(notes).Look(
                    line.TrimStart()["command:".Length..].Trim().Trim('"', '\''),
                    Place(file, at)
                );
        }

        return end + 1;
    }

    // Its test is run by whoever asks for it, so it is taken as the reader of the front matter takes it.
    private void Test(string text, string[] lines, ScanPlace file)
    {
        if (!file.Path.EndsWith("SKILL.md", StringComparison.OrdinalIgnoreCase) || !MayHaveTest(text))
            return;
        if (SkillReader.Read(text, "skill").Manifest?.Test is not { } test)
            return;
        var at = Array.FindIndex(lines, line => TestKey().IsMatch(line));
        // Of several lines they begin below.
        var from = Math.Max(0, at) + (lines[Math.Max(0, at)].TrimEnd() is [.., '|' or '>' or '-'] ? 1 : 0);
        new ShellDetector(notes).Look(test, Place(file, from) with { Unit = $"{file.Path}:test" });
    }

    // A key may be written with escapes.
    private static bool MayHaveTest(string text)
    {
        var end = text.IndexOf("\n---", StringComparison.Ordinal);
        var front = end < 0 ? text : text[..end];
        return front.Contains("test", StringComparison.Ordinal) || front.Contains('\\');
    }

    [GeneratedRegex(
        @"^\s*[""']?test[""']?\s*:",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex TestKey();

    private void Tools(string list, ScanPlace at)
    {
        foreach (var tool in SkillWords.Split(list.Trim().TrimStart('|', '>')))
        {
            notes.Tools.Add(tool);
            if (Brain.Messages.Hooks.ClaudeCode.ClaudeCodePlaces.IsWholeShell(tool))
                notes.Add(
                    ScanRules.Permissions,
                    at,
                    $"asks for the whole shell without a question: {tool}",
                    ScanSeverity.Note
                );
        }
    }

    private void Prose(StringBuilder prose, ScanPlace file, int from)
    {
        if (prose.Length == 0)
            return;
        var text = prose.ToString();
        prose.Clear();
        var place = Place(file, from) with { IsMentioned = IsMentioned(text) };
        new Instructions(notes).Look(text, place);
        if (!place.IsMentioned && SecretPlaces.In(text) is { IsStrong: true } secret)
            notes.Signal(ScanSignalKind.Secret, place, secret.Kind);
        _before = LastSentence(text);
    }

    // Commands within a line: !`…` runs before anybody is asked, `…` when the agent is told to.
    private void Line(string line, ScanPlace file, int at)
    {
        bool? mentioned = null;
        for (
            var (open, spans) = (line.IndexOf('`'), 0);
            open >= 0 && open + 1 < line.Length && spans < SpansMax;
            spans++
        )
        {
            var close = line.IndexOf('`', open + 1);
            if (close < 0)
                return;
            var span = line[(open + 1)..close];
            var first =
                open > 0
                && line[open - 1] == '!'
                && (open == 1 || char.IsWhiteSpace(line[open - 2]) || line[open - 2] is ':' or '>' or '-' or '(');
            if (first)
                First(span, Place(file, at));
            else if (IsCommand(span))
                new ShellDetector(notes).Look(
                    span,
                    Place(file, at) with
                    {
                        IsMentioned = mentioned ??= IsMentioned(_heading) || IsMentioned(line),
                        Unit = $"{file.Path}:{at}",
                    }
                );
            open = line.IndexOf('`', close + 1);
        }
    }

    private void First(string command, ScanPlace at)
    {
        notes.RunsFirst.Add(command);
        notes.RunsShell = true;
        var before = notes.Findings.Count(one => one.Severity >= ScanSeverity.Warning);
        new ShellDetector(notes).Look(command, at with { Unit = $"{at.Path}:{at.Line}" });
        var isBad = notes.Findings.Count(one => one.Severity >= ScanSeverity.Warning) > before;
        var sends = notes.Signals.Exists(one =>
            one.At.Path == at.Path && one.At.Line == at.Line && one.Kind is ScanSignalKind.Send or ScanSignalKind.Fetch
        );
        notes.Add(
            ScanRules.RunsFirst,
            at,
            $"runs before any hook sees it: {command}",
            isBad ? ScanSeverity.Error
                : sends ? ScanSeverity.Warning
                : ScanSeverity.Note
        );
    }

    private int Fenced(string[] lines, int open, (string Mark, string Language) fence, ScanPlace file)
    {
        var end = open + 1;
        while (end < lines.Length && !lines[end].TrimStart().StartsWith(fence.Mark, StringComparison.Ordinal))
            end++;
        var body = string.Join('\n', lines[(open + 1)..Math.Min(end, lines.Length)]);
        var at = Place(file, open + 1) with
        {
            Unit = $"{file.Path}:{open + 1}",
            // What a command does is not told by words that stand among commands.
            IsMentioned = IsMentioned(_before) || IsMentioned(_heading),
            MentionedLines = Instructions.MarkedBad(body, open + 2, !CodeFences.Contains(fence.Language)),
        };
        if (fence.Language.StartsWith('!'))
            First(body, at);
        else if (ShellFences.Contains(fence.Language) || (fence.Language.Length == 0 && IsCommand(FirstWords(body))))
            new ShellDetector(notes).Look(body, at);
        else if (CodeFences.Contains(fence.Language))
            new CodeDetector(notes).Look(body, at);
        else if (fence.Language is "" or "markdown" or "md" or "text" or "txt" or "xml" or "yaml")
            new Instructions(notes).Look(body, at with { IsMentioned = true });
        if (fence.Language is "json" or "jsonc" or "json5" or "toml" or "yaml")
            Settings(body, at);
        return end;
    }

    // A block of code by its indent alone.
    private int Indented(string[] lines, int open, ScanPlace file)
    {
        var end = open;
        while (end < lines.Length && IsIndented(lines[end]))
            end++;
        var at = Place(file, open) with
        {
            Unit = $"{file.Path}:{open + 1}",
            IsMentioned = IsMentioned(_before) || IsMentioned(_heading),
        };
        new ShellDetector(notes).Look(string.Join('\n', lines[open..end]), at);
        return end - 1;
    }

    private static bool IsIndented(string line) => line is ['\t', ..] or [' ', ' ', ' ', ' ', ..];

    private void Settings(string body, ScanPlace at)
    {
        if (PersistenceDetector.IsUnlocked(body))
        {
            notes.Signal(ScanSignalKind.Persist, at, "an agent's settings");
            notes.Add(ScanRules.Permissions, at, "lets an agent do all it likes without a question");
        }

        if (PersistenceDetector.Traffic(body) is { } host)
            notes.Add(ScanRules.Traffic, at, $"has the agent speak to {host}", ScanSeverity.Warning);
    }

    private int Comment(string[] lines, int open, ScanPlace file)
    {
        var text = new StringBuilder();
        var at = open;
        for (; at < lines.Length && at - open < 400; at++)
        {
            text.Append(lines[at]).Append('\n');
            if (
                lines[at]
                    .IndexOf(
                        "-->",
                        at == open ? lines[at].IndexOf("<!--", StringComparison.Ordinal) : 0,
                        StringComparison.Ordinal
                    ) >= 0
            )
                break;
        }

        var whole = text.ToString();
        var from = whole.IndexOf("<!--", StringComparison.Ordinal);
        var end = whole.IndexOf("-->", from, StringComparison.Ordinal);
        var comment = end < 0 ? whole[from..] : whole[from..end];
        HiddenOrders.Look(comment, Place(file, open), notes);
        // What stands around it is read like any other.
        var rest = whole[..from] + (end < 0 ? "" : whole[Math.Min(whole.Length, end + 3)..]);
        if (rest.Trim().Length > 0)
            Prose(new StringBuilder(rest), file, open);
        return at;
    }

    private static (string Mark, string Language)? Fence(string line)
    {
        var bare = line.TrimStart(' ', '\t', '>');
        var mark =
            bare.StartsWith("```", StringComparison.Ordinal) ? '`'
            : bare.StartsWith("~~~", StringComparison.Ordinal) ? '~'
            : '\0';
        if (mark == '\0')
            return null;
        var count = bare.TakeWhile(c => c == mark).Count();
        var language = bare[count..].Trim();
        return language.Contains('`')
            ? null
            : (new string(mark, count), language.Split(' ', '{', ',', ':')[0].ToLowerInvariant());
    }

    // What introduces the fence behind it.
    private static string LastSentence(string text)
    {
        var end = text.AsSpan().TrimEnd();
        var from = Math.Max(
            end[..Math.Max(0, end.Length - 1)].LastIndexOf(". "),
            end[..Math.Max(0, end.Length - 1)].LastIndexOf(".\n")
        );
        return end[Math.Max(from + 1, end.Length - 400 > 0 ? end.Length - 400 : 0)..].ToString();
    }

    private static string FirstWords(string body) =>
        body.Split('\n').Select(line => line.Trim()).FirstOrDefault(line => line.Length > 0 && line[0] != '#') ?? "";

    private static bool IsCommand(string span)
    {
        var text = span.TrimStart('$', ' ');
        var word = text.Split(' ')[0];
        return text.Contains(' ')
            && (
                Known.Contains(word)
                || word.StartsWith("./", StringComparison.Ordinal)
                || word.Contains('=') && text.Contains("$(")
            );
    }

    private static bool IsMentioned(string text) => text.Length > 0 && Instructions.IsMention(text);

    private static ScanPlace Place(ScanPlace file, int index) => file with { Line = index + 1 };
}
