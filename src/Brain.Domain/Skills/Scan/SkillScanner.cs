using System.Text;
using Brain.Messages.Secrets;
using Brain.Messages.Skills;

namespace Brain.Domain.Skills.Scan;

/// <summary>
/// Says by reading alone what a skill can do, and what in it no honest skill has. Pure and bounded; nothing is run. It
/// finds what is written plainly or hidden in the usual ways, and proves nothing of a skill that it finds nothing in.
/// </summary>
public static class SkillScanner
{
    /// <summary>More files are not read.</summary>
    public const int FilesMax = 2_000;

    private static readonly string[] Pages = [".md", ".mdx", ".markdown", ".mdc"];
    private static readonly string[] ShellEndings = [".sh", ".bash", ".zsh", ".command", ".ksh", ".fish"];
    private static readonly string[] CodeEndings =
    [
        ".py",
        ".pyw",
        ".pth",
        ".js",
        ".mjs",
        ".cjs",
        ".ts",
        ".mts",
        ".tsx",
        ".jsx",
        ".rb",
        ".php",
        ".ps1",
        ".psm1",
        ".pl",
        ".lua",
        ".vbs",
        ".vbe",
        ".wsf",
        ".html",
        ".htm",
    ];

    // Of these what is no text is not read.
    private static readonly string[] Media =
    [
        ".png",
        ".jpg",
        ".jpeg",
        ".gif",
        ".webp",
        ".ico",
        ".pdf",
        ".ttf",
        ".otf",
        ".woff",
        ".woff2",
        ".mp3",
        ".mp4",
        ".wav",
        ".docx",
        ".xlsx",
        ".pptx",
        ".gz",
        ".zip",
    ];
    private static readonly string[] DataEndings =
    [
        ".json",
        ".jsonc",
        ".yaml",
        ".yml",
        ".toml",
        ".ini",
        ".cfg",
        ".plist",
    ];

    /// <summary>Scans a folder.</summary>
    /// <param name="name">What it is called where its front matter does not say.</param>
    /// <param name="files">All of its files.</param>
    public static SkillScanReport Scan(string name, IReadOnlyCollection<ScannedFile> files)
    {
        var notes = new ScanNotes();
        foreach (var file in files.OrderBy(file => file.Path, StringComparer.Ordinal).Take(FilesMax))
            Look(file, notes);
        if (files.Count > FilesMax)
            notes.Add(ScanRules.TooMany, new("", 0), $"has {files.Count} files; {FilesMax} were read");
        Started(files, notes);
        DataFlow.Join(notes);
        ScanFinding[] findings =
        [
            .. notes
                .Findings.OrderByDescending(one => one.Severity)
                .ThenBy(one => one.Path, StringComparer.Ordinal)
                .ThenBy(one => one.Line)
                .ThenBy(one => one.Rule, StringComparer.Ordinal),
        ];
        return new(NameOf(files) ?? name, Score(findings), findings, notes.Capabilities());
    }

    private static void Look(ScannedFile file, ScanNotes notes)
    {
        var at = new ScanPlace(file.Path, 0);
        if (file.Target is { } target)
        {
            if (target.StartsWith('/') || target.Contains("..", StringComparison.Ordinal))
                notes.Add(ScanRules.Link, at, $"leads to {target}");
            return;
        }

        if (file.Unread is { } why)
        {
            notes.Add(ScanRules.Unread, at, why);
            return;
        }

        if (file.IsCut)
            notes.Add(ScanRules.Large, at, $"is larger than {ScannedFile.BytesMax} bytes");
        var bytes = file.Content.Span;
        if (IsProgram(bytes))
            notes.Add(ScanRules.Binary, at, "is a program that is no text");
        var text = FileText.Of(bytes);
        var behind = FileText.AsAShellReads(bytes);
        if (text is not null)
            Text(file.Path, text, at, notes);
        else if (!IsProgram(bytes))
            notes.Add(ScanRules.Unread, at, "is no text", MustBeText(file.Path, behind!) ? null : ScanSeverity.Note);
        if (behind is not null && behind != text && (text is not null || !Media.Contains(Ending(file.Path))))
            Text(file.Path, behind, at, notes);
    }

    // What is no text is to be expected of all others: pictures, caches, what an editor leaves.
    private static bool MustBeText(string path, string text)
    {
        var ending = Ending(path);
        return ending is "" or ".txt" or ".rst" or ".ipynb"
            || new[] { Pages, ShellEndings, CodeEndings, DataEndings }.Any(known => known.Contains(ending))
            || IsRecipe(path)
            || Interpreter(text) is not null
            // Compiled code runs like its source, but for a cache beside that.
            || (ending == ".pyc" && !path.Contains("__pycache__/", StringComparison.Ordinal));
    }

    private static void Text(string path, string text, ScanPlace at, ScanNotes notes)
    {
        var (ending, interpreter) = (Ending(path), Interpreter(text));
        var isPage = Pages.Contains(ending);
        HiddenText.Look(text, at with { IsCode = !isPage }, notes);
        // A name proves nothing of what a file says that it is run by.
        if (interpreter is null && IsRecord(path, ending))
            return;
        EncodedText.Look(text, at, notes);
        foreach (var (place, line) in text.Split('\n').Index())
        {
            if (GitStore.IsNamed(line))
                notes.Add(
                    ScanRules.GitStore,
                    at with { Line = place + 1 },
                    "names what git keeps for itself, which is not looked through",
                    ScanSeverity.Note
                );
        }

        var isShell = interpreter is "sh" || ShellEndings.Contains(ending);
        var isCode = interpreter is "code" || CodeEndings.Contains(ending);
        if (isPage)
        {
            new MarkdownPage(notes).Look(text, at);
            HiddenOrders.Lines(text, at, notes);
        }
        else if (isShell || isCode)
        {
            // Its name says one thing and its first line another: whoever runs it goes by either.
            if (isShell)
                Commands(text, Script(path), notes);
            if (isCode)
                Code(text, Script(path), notes);
        }
        else if (DataEndings.Contains(ending))
            Data(path, text, at, notes);
        else if (IsRecipe(path))
            Commands(RecipeText.Of(text), Script(path), notes);
        else if (ending == ".ipynb")
            Code(NotebookText.Of(text), Script(path), notes);
        else if (ending is ".txt" or ".rst" or "")
            new MarkdownPage(notes).Look(text, at);
        else
            Unknown(text, Script(path), notes);
        foreach (var secret in SecretScanner.Find(text).Take(20))
        {
            var line = text.AsSpan(0, secret.Start).Count('\n') + 1;
            notes.Add(ScanRules.SecretInside, at with { Line = line }, $"has a {secret.Kind} in it", ScanSeverity.Note);
        }
    }

    private static bool IsRecord(string path, string ending) =>
        ending is ".svg" or ".lock" or ".csv" or ".map" || path.EndsWith("lock.json", StringComparison.Ordinal);

    private static void Commands(string text, ScanPlace at, ScanNotes notes)
    {
        notes.Read.Add((at.Path, true));
        new ShellDetector(notes).Look(text, at);
    }

    private static void Code(string text, ScanPlace at, ScanNotes notes)
    {
        notes.Read.Add((at.Path, false));
        new CodeDetector(notes).Look(text, at);
    }

    // Of a kind that nobody knows here (a batch file, a unit of systemd, another language): whatever runs it finds its
    // commands, and so does this.
    private static void Unknown(string text, ScanPlace at, ScanNotes notes)
    {
        var doubtful = new ScanNotes();
        new ShellDetector(doubtful).Look(string.Join('\n', text.Split('\n').Select(Begun)), at);
        new CodeDetector(doubtful).Look(text, at);
        notes.Take(doubtful);
    }

    // ExecStart=… of systemd, Exec=… of a desktop, @… of a batch file.
    private static string Begun(string line)
    {
        var bare = line.TrimStart(' ', '\t', '@');
        var at = bare.StartsWith("Exec", StringComparison.Ordinal) ? bare.IndexOf('=', StringComparison.Ordinal) : -1;
        return at < 0 ? bare : bare[(at + 1)..].TrimStart('-', '+', '!', ':', '@');
    }

    // What is run is a script, whatever it is called; and what that one runs too.
    private static void Started(IReadOnlyCollection<ScannedFile> files, ScanNotes notes)
    {
        for (var next = 0; next < notes.Starts.Count; next++)
        {
            var start = notes.Starts[next];
            if (GitStore.IsNamed(start.File))
                notes.Add(ScanRules.GitStore, start.At, $"runs {start.File}, which is not looked through");
            if (Meant(start.File, files) is not { Unread: null } file || IsProgram(file.Content.Span))
                continue;
            var isShell = start.Program.Length == 0 || ShellDetector.IsShell(start.Program);
            // By itself it runs as its first line says.
            if (
                (start.Program.Length == 0 && notes.Read.Contains((file.Path, false)))
                || notes.Read.Contains((file.Path, isShell))
            )
                continue;
            var by = start.Program.Length == 0 ? "a shell" : start.Program;
            notes.Add(
                ScanRules.Disguised,
                start.At,
                $"{by} runs {file.Path}, which is no script of its kind by its name",
                start.Program is "." or "source" ? ScanSeverity.Note : null
            );
            var text = FileText.AsAShellReads(file.Content.Span) ?? FileText.Of(file.Content.Span) ?? "";
            if (isShell)
                Commands(text, Script(file.Path), notes);
            else
                Code(text, Script(file.Path), notes);
        }
    }

    // What is known only when it runs is the skill's own folder, as a rule.
    private static ScannedFile? Meant(string named, IReadOnlyCollection<ScannedFile> files)
    {
        var name = named[(named.LastIndexOf('\0') + 1)..].TrimStart('.', '/');
        return name.Length == 0
            ? null
            : files.FirstOrDefault(file =>
                file.Target is null
                && (
                    file.Path == name
                    || file.Path.EndsWith($"/{name}", StringComparison.Ordinal)
                    || name.EndsWith($"/{file.Path}", StringComparison.Ordinal)
                )
            );
    }

    // What make, docker and others run, in files that have no ending of their own.
    private static bool IsRecipe(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..].ToLowerInvariant();
        return name is "makefile" or "gnumakefile" or "dockerfile" or "containerfile" or "justfile" or "procfile"
            || name.EndsWith(".mk", StringComparison.Ordinal)
            || name.EndsWith(".dockerfile", StringComparison.Ordinal);
    }

    // Settings, and package.json with what it runs when it is installed.
    private static void Data(string path, string text, ScanPlace at, ScanNotes notes)
    {
        foreach (var (place, line) in text.Split('\n').Index())
        {
            var here = at with { Line = place + 1, Unit = path };
            if (PersistenceDetector.Traffic(line) is { } host)
                notes.Add(ScanRules.Traffic, here, $"has the agent speak to {host}", ScanSeverity.Warning);
            var value = Command(line);
            if (value is not null)
                new ShellDetector(notes).Look(value, here);
            else if (line.Length is > 40 and < 4_000)
                new Instructions(notes).Look(line, here);
        }

        if (PersistenceDetector.Of(path) is not null && PersistenceDetector.IsUnlocked(text))
            notes.Add(ScanRules.Permissions, at, "lets an agent do all it likes without a question");
    }

    private static string? Command(string line)
    {
        foreach (
            var key in (string[])
                [
                    "\"preinstall\":",
                    "\"install\":",
                    "\"postinstall\":",
                    "\"prepare\":",
                    "\"command\":",
                    "command:",
                    "run:",
                ]
        )
        {
            var at = line.IndexOf(key, StringComparison.Ordinal);
            if (at >= 0)
                return line[(at + key.Length)..]
                    .Trim()
                    .Trim(',')
                    .Trim('"', '\'')
                    .Replace("\\\"", "\"", StringComparison.Ordinal);
        }

        return null;
    }

    private static ScanPlace Script(string path) => new(path, 1) { Unit = path, IsCode = true };

    private static int Score(ScanFinding[] findings)
    {
        var score = findings
            .DistinctBy(one => (one.Rule, one.Severity))
            .Sum(one =>
                one.Severity switch
                {
                    ScanSeverity.Error => 40,
                    ScanSeverity.Warning => 8,
                    _ => 1,
                }
            );
        return Math.Min(100, score);
    }

    private static string? NameOf(IReadOnlyCollection<ScannedFile> files)
    {
        var page = files.FirstOrDefault(file => file.Path.Equals("SKILL.md", StringComparison.OrdinalIgnoreCase));
        if (page is null)
            return null;
        var head = Encoding.UTF8.GetString(page.Content.Span[..Math.Min(page.Content.Length, 2_048)]);
        if (!head.TrimStart('\uFEFF').StartsWith("---", StringComparison.Ordinal))
            return null;
        var line = head.Split('\n').FirstOrDefault(line => line.StartsWith("name:", StringComparison.Ordinal));
        var name = line?["name:".Length..].Trim().Trim('"', '\'') ?? "";
        return name.Length is > 0 and <= 100 ? Brain.Domain.Text.OneLine.Of(name, 100) : null;
    }

    private static string Ending(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        var dot = name.LastIndexOf('.');
        return dot < 0 ? "" : name[dot..].ToLowerInvariant();
    }

    private static string? Interpreter(string text)
    {
        if (!text.StartsWith("#!", StringComparison.Ordinal))
            return null;
        var line = text.Split('\n', 2)[0];
        return line.Contains("sh", StringComparison.Ordinal) ? "sh" : "code";
    }

    private static bool IsProgram(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith((ReadOnlySpan<byte>)[0x7F, (byte)'E', (byte)'L', (byte)'F'])
        || bytes.StartsWith("MZ"u8)
        || bytes.StartsWith((ReadOnlySpan<byte>)[0xCF, 0xFA, 0xED, 0xFE])
        || bytes.StartsWith((ReadOnlySpan<byte>)[0xCA, 0xFE, 0xBA, 0xBE]);
}
