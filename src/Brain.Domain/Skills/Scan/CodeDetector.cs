using Brain.Domain.Text;
using Brain.Messages.Skills;

namespace Brain.Domain.Skills.Scan;

/// <summary>What a script of another language than a shell's does, by how it says it.</summary>
internal sealed class CodeDetector(ScanNotes notes)
{
    /// <summary>A secret that is no file.</summary>
    public const string WholeEnvironment = "the whole environment";

    private const int LineMax = 2_000;
    private const int NearMax = 12;

    private readonly List<(ScanSignalKind Kind, int Line)> _here = [];

    /// <summary>Looks at a script.</summary>
    public void Look(string text, ScanPlace at)
    {
        string[] lines = [.. text.Split('\n').Select(line => line.Length > LineMax ? line[..LineMax] : line)];
        Each(CodePatterns.Environment, text, lines, at, place => Secret(WholeEnvironment, isStrong: true, place));
        Each(CodePatterns.Spy, text, lines, at, place =>
            Secret("the clipboard or the keyboard", isStrong: true, place)
        );
        Each(CodePatterns.Fetch, text, lines, at, place => Signal(ScanSignalKind.Fetch, place, at));
        Each(CodePatterns.Send, text, lines, at, place => Signal(ScanSignalKind.Send, place, at));
        Each(CodePatterns.Decode, text, lines, at, place => Signal(ScanSignalKind.Decode, place, at));
        Each(CodePatterns.Destroy, text, lines, at, place =>
            notes.Add(ScanRules.Destroys, place, "takes a home folder away")
        );
        Each(CodePatterns.Evaluate, text, lines, at, place => Evaluate(place, at));
        Each(CodePatterns.Spawn, text, lines, at, place => Spawn(lines, place, at));
        Files(text, lines, at);
        Whole(text, lines, at);
    }

    private void Files(string text, string[] lines, ScanPlace at)
    {
        var writes = CodePatterns.Store.IsMatch(text);
        foreach (var (place, line) in lines.Index())
        {
            if (IsComment(line))
                continue;
            Addresses(line, at.Down(place));
            if (line.Contains('|') && !IsPattern(line) && CodePatterns.PipedShell.IsMatch(line))
                Piped(line, at.Down(place));
            var joined = Joined(line);
            if (
                SecretPlaces.In(joined) is { } secret
                && !IsPattern(line)
                && (secret.IsStrong ? CodePatterns.Read.IsMatch(line) || IsPath(line) : CodePatterns.Read.IsMatch(line))
            )
                Secret(secret.Kind, secret.IsStrong, at.Down(place));
            if (writes && PersistenceDetector.Of(joined) is { } kept && IsPath(line) && !IsPattern(line))
            {
                notes.Signal(ScanSignalKind.Persist, at.Down(place), kept.Kind);
                notes.Add(
                    kept.Rule,
                    at.Down(place),
                    $"writes {kept.Kind}",
                    PersistenceDetector.Severity(kept.Rule, kept.Kind, text)
                );
            }
        }
    }

    // A line for a shell that is only kept as a text here, and handed to one elsewhere.
    private void Piped(string line, ScanPlace at)
    {
        foreach (var text in CodeStrings.All(line))
        {
            if (CodePatterns.PipedShell.IsMatch(text))
                new ShellDetector(notes).Look(text, at);
        }
    }

    private void Addresses(string line, ScanPlace at)
    {
        if (!line.Contains("://", StringComparison.Ordinal))
            return;
        foreach (var address in NetworkPlaces.Addresses(line))
        {
            if (NetworkPlaces.Host(address) is not { } host || !address.StartsWith("http", StringComparison.Ordinal))
                continue;
            if (!at.IsMentioned && host != "*")
                notes.Hosts.Add(host);
            if (NetworkPlaces.IsBare(host))
                notes.Add(ScanRules.BareAddress, at, $"speaks to {host}");
            if (NetworkPlaces.IsDrop(address))
            {
                notes.Add(ScanRules.DropBox, at, $"speaks to {host}");
                notes.Signal(ScanSignalKind.Send, at, address, isStrong: true);
            }
        }
    }

    // What only together means something.
    private void Whole(string text, string[] lines, ScanPlace at)
    {
        if (CodePatterns.Socket.IsMatch(text) && CodePatterns.Shell.IsMatch(text) && Has(ScanSignalKind.Run))
            notes.Add(ScanRules.ReverseShell, First(CodePatterns.Shell, lines, at), "joins a shell to a connection");
        if (
            CodePatterns.Encrypt.IsMatch(text)
            && CodePatterns.Walk.IsMatch(text)
            && CodePatterns.Remove.IsMatch(text)
            && CodePatterns.Ransom.IsMatch(text)
        )
            notes.Add(ScanRules.Ransom, at, "encrypts files and takes the plain ones away");
        if (text.Contains("stratum+tcp", StringComparison.Ordinal))
            notes.Add(ScanRules.Miner, at, "speaks to a pool of miners");
        if (
            Has(ScanSignalKind.Fetch)
            && Has(ScanSignalKind.Run)
            && CodePatterns.Store.IsMatch(text)
            && CodePatterns.MakesProgram.IsMatch(text)
        )
            notes.Add(
                ScanRules.DownloadRun,
                First(CodePatterns.MakesProgram, lines, at),
                "gets a file from another host, makes it a program and starts it"
            );
    }

    private bool Has(ScanSignalKind kind) => _here.Exists(one => one.Kind == kind);

    private void Signal(ScanSignalKind kind, ScanPlace place, ScanPlace at)
    {
        _here.Add((kind, place.Line));
        notes.Signal(kind, place with { Unit = at.Unit }, "another host");
    }

    private void Secret(string kind, bool isStrong, ScanPlace place)
    {
        if (!place.IsMentioned)
            notes.Secrets.Add(kind);
        notes.Signal(ScanSignalKind.Secret, place, kind, isStrong);
        notes.Add(ScanRules.SecretRead, place, $"reads {kind}", isStrong ? ScanSeverity.Warning : ScanSeverity.Note);
    }

    private void Evaluate(ScanPlace place, ScanPlace at)
    {
        notes.Add(ScanRules.Dynamic, place, "runs text as code");
        notes.Signal(ScanSignalKind.Run, place with { Unit = at.Unit }, "text");
        _here.Add((ScanSignalKind.Run, place.Line));
        if (_here.Exists(one => one.Kind == ScanSignalKind.Decode && Math.Abs(one.Line - place.Line) <= NearMax))
            notes.Add(ScanRules.EncodedRun, place, "runs text as code that was decoded nearby");
        else if (
            _here.Exists(one => one.Kind == ScanSignalKind.Fetch && Math.Abs(one.Line - place.Line) <= NearMax / 2)
        )
            notes.Add(ScanRules.DownloadRun, place, "runs text as code that was got from another host nearby");
    }

    private void Spawn(string[] lines, ScanPlace place, ScanPlace at)
    {
        notes.RunsShell = true;
        _here.Add((ScanSignalKind.Run, place.Line));
        notes.Signal(ScanSignalKind.Run, place with { Unit = at.Unit }, "a program");
        var from = place.Line - at.Line;
        var call = string.Join('\n', lines.Skip(from).Take(8));
        if (CodeStrings.Command(call) is { Length: > 0 } command)
            new ShellDetector(notes).Look(command, place with { Unit = at.Unit });
    }

    private static void Each(Phrases phrases, string text, string[] lines, ScanPlace at, Action<ScanPlace> found)
    {
        if (!phrases.IsMatch(text))
            return;
        foreach (var (place, line) in lines.Index())
        {
            if (!IsComment(line) && !IsPattern(line) && phrases.IsMatch(line))
                found(at.Down(place));
        }
    }

    private static ScanPlace First(Phrases phrases, string[] lines, ScanPlace at) =>
        at.Down(Math.Max(0, Array.FindIndex(lines, phrases.IsMatch)));

    private static bool IsComment(string line) =>
        line.AsSpan().TrimStart() is var bare
        && (bare.StartsWith("#") || bare.StartsWith("//") || bare.StartsWith("*") || bare.StartsWith("/*"));

    // Looks for such a thing, as a scanner does.
    private static bool IsPattern(string line) =>
        line.Contains("re.compile", StringComparison.Ordinal)
        || line.Contains("(?i)", StringComparison.Ordinal)
        || line.Contains("\\s", StringComparison.Ordinal)
        || line.Contains("\\b", StringComparison.Ordinal)
        || line.Contains("r\"", StringComparison.Ordinal)
        || line.Contains("r'", StringComparison.Ordinal) && !line.Contains("'r'", StringComparison.Ordinal);

    private static bool IsPath(string line) =>
        line.Contains("open", StringComparison.OrdinalIgnoreCase)
        || line.Contains("path", StringComparison.OrdinalIgnoreCase)
        || line.Contains("home", StringComparison.OrdinalIgnoreCase)
        || line.Contains("~/", StringComparison.Ordinal)
        || line.Contains("file", StringComparison.OrdinalIgnoreCase)
        || line.Contains('=');

    // "a" / "b", 'a', 'b' and "a" + "/b" are a/b.
    private static string Joined(string line)
    {
        foreach (var seam in (string[])["\" / \"", "' / '", "\", \"", "', '", "','", "\",\"", "\" + \"", "' + '"])
            line = line.Replace(seam, "/", StringComparison.Ordinal);
        return line.Replace("//", "/", StringComparison.Ordinal);
    }
}
