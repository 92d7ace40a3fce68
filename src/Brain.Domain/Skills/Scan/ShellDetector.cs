using System.Buffers;
using Brain.Domain.Tools;
using Brain.Domain.Tools.Shell;
using Brain.Messages.Skills;

namespace Brain.Domain.Skills.Scan;

/// <summary>What the commands of a script or a fence do.</summary>
internal sealed class ShellDetector(ScanNotes notes)
{
    private static readonly string[] Fetchers =
    [
        "curl",
        "wget",
        "fetch",
        "aria2c",
        "http",
        "https",
        "xh",
        "iwr",
        "irm",
    ];
    private static readonly string[] Shells = ["sh", "bash", "zsh", "dash", "ksh", "fish", "ash"];
    private static readonly string[] Interpreters =
    [
        "python",
        "python3",
        "node",
        "perl",
        "ruby",
        "php",
        "pwsh",
        "powershell",
        "osascript",
        "iex",
    ];

    // Of an interpreter's options, those that bring code or name a module.
    private static readonly SearchValues<char> OfCode = SearchValues.Create("cempnr");

    // Commands in commands.
    private const int DepthMax = 3;

    private static readonly string[] Miners = ["xmrig", "minerd", "ccminer", "cpuminer", "nbminer", "ethminer"];

    /// <summary>Whether a program takes a file for the commands of a shell.</summary>
    public static bool IsShell(string program) => program is "." or "source" || Shells.Contains(program);

    /// <summary>Looks at a text of commands.</summary>
    public void Look(string text, ScanPlace at)
    {
        foreach (var (line, statement) in ShellStatements.Of(text))
            Statement(statement, at.Down(line), 0);
    }

    private void Statement(string text, ScanPlace at, int depth)
    {
        var run = ShellCommand.Runs(text);
        ShellInvocation[] calls = [.. run.Invocations.Where(call => IsProgram(call.Program))];
        if (calls.Length == 0 && run.Outputs.IsEmpty)
            return;
        notes.RunsShell = true;
        foreach (var call in calls)
            Programs(call, text, at);
        Downloads(text, run, calls, at);
        Encoded(text, calls, at);
        Starts(text, run, calls, at);
        Shell(text, calls, at);
        new ShellReach(notes).Look(text, run, calls, at);
        new PersistenceDetector(notes).Look(text, run, calls, at);
        if (depth < DepthMax)
        {
            foreach (var inner in new ShellAccounts(notes).Look(text, calls, at))
            {
                foreach (var (_, statement) in ShellStatements.Of(inner))
                    Statement(statement, at, depth + 1);
            }
        }

        foreach (var call in calls.Where(call => Interpreters.Contains(call.Program)))
        {
            var code = call
                .Arguments.SkipWhile(word => word is not ("-c" or "-e" or "--eval" or "-r"))
                .Skip(1)
                .FirstOrDefault();
            if (code is { Length: > 0 })
                new CodeDetector(notes).Look(code, at);
        }
    }

    private void Programs(ShellInvocation call, string text, ScanPlace at)
    {
        notes.Programs.Add(call.Program);
        if (call.Program is "sudo" or "doas" or "pkexec" or "su")
            notes.Add(ScanRules.Root, at, $"runs {call.Program}");
        if (
            Miners.Contains(call.Program)
            || call.Arguments.Any(word => word.StartsWith("stratum+", StringComparison.Ordinal))
        )
            notes.Add(ScanRules.Miner, at, $"runs {call.Program}, which mines coins");
        if (Destroyed(call, text) is { } place)
            notes.Add(ScanRules.Destroys, at, $"{call.Program} takes {place} away");
    }

    private static string? Destroyed(ShellInvocation call, string text) =>
        call.Program switch
        {
            "rm" when IsRecursive(call) || call.Arguments.Contains("--no-preserve-root") => ShellOperands
                .Files(call.Arguments)
                .FirstOrDefault(path => IsEverything(path) || IsHome(path, text)),
            "mkfs" or "mkfs.ext4" or "wipefs" => call.Arguments.FirstOrDefault(word =>
                word.StartsWith("/dev/", StringComparison.Ordinal)
            ),
            "dd" => call.Arguments.FirstOrDefault(word =>
                word.StartsWith("of=/dev/sd", StringComparison.Ordinal)
                || word.StartsWith("of=/dev/nvme", StringComparison.Ordinal)
                || word.StartsWith("of=/dev/disk", StringComparison.Ordinal)
            ),
            _ => null,
        };

    // A variable's value is known when it runs, and this one's before.
    private static bool IsHome(string path, string text) =>
        path is "\0" or "\0/" or "\0/*"
        && (text.Contains("$HOME", StringComparison.Ordinal) || text.Contains("${HOME}", StringComparison.Ordinal))
        && !text.Contains("$HOME/.", StringComparison.Ordinal);

    private static bool IsRecursive(ShellInvocation call) =>
        call.Arguments.Any(word => word is ['-', not '-', ..] && word.Contains('r', StringComparison.OrdinalIgnoreCase))
        || call.Arguments.Contains("--recursive");

    private static bool IsEverything(string path) =>
        path.Replace('\0', '*').TrimEnd('/')
            is ""
                or "~"
                or "/*"
                or "~/*"
                or "$HOME"
                or "${HOME}"
                or "~/**"
                or "~/.*"
                or "~/.**"
                or "/home"
                or "/Users"
                or "~/.??*"
        && path.Length > 0;

    // curl … | sh, sh -c "$(curl …)", source <(curl …), and a file that is got first and run then.
    private void Downloads(string text, ShellRun run, ShellInvocation[] calls, ScanPlace at)
    {
        var got = Array.FindIndex(calls, call => Fetchers.Contains(call.Program));
        if (got >= 0)
        {
            notes.Signal(ScanSignalKind.Fetch, at, Address(calls[got]) ?? "an address");
            var runner = calls.Where((call, place) => place != got && IsFed(call, text)).FirstOrDefault();
            if (runner is not null && Joins(text, calls[got].Program))
                Downloaded(runner, calls[got], at);
        }

        foreach (var call in calls)
        {
            if (Started(call) is { } file)
                notes.Add(
                    ScanRules.DownloadRun,
                    at,
                    $"{call.Program} starts {file}, which was got from another host",
                    notes.Loaded[file] ? ScanSeverity.Error : ScanSeverity.Warning
                );
        }

        if (got < 0)
            return;
        foreach (var file in run.Written)
        {
            var isHidden =
                file.Contains("/.", StringComparison.Ordinal) && !file.StartsWith("./", StringComparison.Ordinal);
            var isBare = Address(calls[got]) is { } address && IsDoubtful(address);
            if (Name(file) is { Length: > 2 } name && name != "null")
                notes.Loaded[name] = isBare || isHidden;
            if ((isHidden || isBare) && text.Contains("chmod", StringComparison.Ordinal))
                notes.Add(ScanRules.DownloadRun, at, $"gets {file} from another host and makes it a program");
        }
    }

    private void Downloaded(ShellInvocation runner, ShellInvocation got, ScanPlace at)
    {
        var address = Address(got);
        ScanSeverity severity =
            address is null ? ScanSeverity.Warning
            : NetworkPlaces.IsInstaller(address) ? ScanSeverity.Note
            : NetworkPlaces.LooksLikeInstaller(address) ? ScanSeverity.Warning
            : ScanSeverity.Error;
        notes.Add(
            ScanRules.DownloadRun,
            at,
            $"{runner.Program} runs what {got.Program} gets from {Host(address)}",
            severity
        );
    }

    private static string Host(string? address) =>
        address is null ? "an address" : NetworkPlaces.Host(address) ?? "an address";

    private static bool IsDoubtful(string address) =>
        NetworkPlaces.Host(address) is { } host
        && (
            NetworkPlaces.IsBare(host)
            || NetworkPlaces.IsDrop(address)
            || address.StartsWith("http://", StringComparison.Ordinal) && !NetworkPlaces.IsLocal(host)
        );

    private static bool IsFed(ShellInvocation call, string text)
    {
        if (call.Program is "eval" or "source" or "." or "iex" or "Invoke-Expression")
            return true;
        if (!Shells.Contains(call.Program) && !Interpreters.Contains(call.Program))
            return false;
        var operand = call.Arguments.FirstOrDefault(word => word is not ['-', _, ..]);
        return operand is null or "-"
            || operand.Contains('\0')
            || call.Arguments.Contains("-s")
            || text.Contains($"{call.Program} <(", StringComparison.Ordinal);
    }

    private static bool Joins(string text, string fetcher)
    {
        var at = text.IndexOf(fetcher, StringComparison.Ordinal);
        return at >= 0
            && (
                text.IndexOf('|', at) >= 0
                || text[..at].EndsWith("$(", StringComparison.Ordinal)
                || text[..at].EndsWith("<(", StringComparison.Ordinal)
                || text[..at].EndsWith('`')
                || text.Contains("$(", StringComparison.Ordinal)
            );
    }

    // bash x, . x, ./x, sh < x and cat x | sh: whatever x is called, it is a script.
    private void Starts(string text, ShellRun run, ShellInvocation[] calls, ScanPlace at)
    {
        foreach (var call in calls)
        {
            if (IsShell(call.Program) || Interpreters.Contains(call.Program))
                notes.Start(at, call.Program, Script(call) is { } script ? call.At(script) : "");
            else if (call.Called.Contains('/'))
                notes.Start(at, "", call.Called);
        }

        if (calls.FirstOrDefault(call => Shells.Contains(call.Program) && IsFed(call, text)) is not { } fed)
            return;
        foreach (var file in run.Inputs.Concat(calls.Where(call => call != fed).SelectMany(call => call.Reads)))
            notes.Start(at, fed.Program, file);
    }

    // The first operand, where no option brings the code itself.
    private static string? Script(ShellInvocation call)
    {
        var isShell = Shells.Contains(call.Program);
        foreach (var word in call.Arguments)
        {
            if (word is not ['-', _, ..])
                return word;
            if (
                word is "--eval" or "--print" or "--run"
                || word is not ['-', '-', ..]
                    && (isShell ? word.Contains('c') || word == "-s" : word.AsSpan().ContainsAny(OfCode))
            )
                return null;
        }

        return null;
    }

    // base64 -d | sh, eval "$(… | base64 -d)", xxd -r -p | bash.
    private void Encoded(string text, ShellInvocation[] calls, ScanPlace at)
    {
        var decodes = calls.Any(IsDecoder);
        if (decodes)
            notes.Signal(ScanSignalKind.Decode, at, "base64");
        if (decodes && calls.Any(call => IsFed(call, text) && call.Program is not ("." or "source")))
            notes.Add(ScanRules.EncodedRun, at, "a shell runs what is decoded on the same line");
    }

    private static bool IsDecoder(ShellInvocation call) =>
        call.Program switch
        {
            "base64" or "base32" or "gbase64" => call.Arguments.Any(word =>
                word is "-d" or "-D" or "--decode" or "-di"
            ),
            "xxd" => call.Arguments.Any(word => word.StartsWith("-r", StringComparison.Ordinal)),
            "openssl" => call.Arguments.Contains("-d"),
            "rev" or "uudecode" => true,
            "zcat" or "gzcat" or "gunzip" or "xzcat" or "unxz" or "bzcat" or "bunzip2" or "zstdcat" or "unzstd" => true,
            "gzip" or "xz" or "bzip2" or "zstd" or "lz4" or "brotli" => call.Arguments.Any(word =>
                word is "--decompress" or "--uncompress" || word is ['-', not '-', ..] && word.Contains('d')
            ),
            "unzip" => call.Arguments.Contains("-p"),
            "tr" => call.Arguments.Length == 2
                && call.Arguments[0].Contains("A-Z", StringComparison.OrdinalIgnoreCase)
                && call.Arguments[1].Contains("N-ZA-M", StringComparison.OrdinalIgnoreCase),
            _ => false,
        };

    private void Shell(string text, ShellInvocation[] calls, ScanPlace at)
    {
        var isDevice =
            text.Contains("/dev/tcp/", StringComparison.Ordinal)
            || text.Contains("/dev/udp/", StringComparison.Ordinal);
        var isInteractive = calls.Any(call =>
            Shells.Contains(call.Program) && call.Arguments.Any(word => word is "-i" or "-li")
        );
        if (
            isDevice
            && (
                isInteractive
                || text.Contains("exec", StringComparison.Ordinal)
                || text.Contains("0>&1", StringComparison.Ordinal)
            )
        )
            notes.Add(ScanRules.ReverseShell, at, "joins a shell to a connection of /dev/tcp");
        else if (calls.Any(IsListening))
            notes.Add(ScanRules.ReverseShell, at, "joins a shell to a connection");
        else if (
            calls.Any(call => call.Program == "mkfifo") && calls.Any(call => call.Program is "nc" or "ncat" or "telnet")
        )
            notes.Add(ScanRules.ReverseShell, at, "joins a shell to a connection by a named pipe");
    }

    private static bool IsListening(ShellInvocation call) =>
        call.Program switch
        {
            "nc" or "ncat" or "netcat" => call.Arguments.Any(word =>
                word is "-e" or "-c" or "--exec" or "--sh-exec" || word is ['-', not '-', .., 'e']
            ),
            "socat" => call.Arguments.Any(word => word.StartsWith("exec:", StringComparison.OrdinalIgnoreCase)),
            _ => false,
        };

    // A file that was got before and is run, or made a program, now.
    private string? Started(ShellInvocation call)
    {
        if (notes.Loaded.ContainsKey(Name(call.Program)))
            return Name(call.Program);
        var starts =
            call.Program is "open" or "." or "source"
            || Shells.Contains(call.Program)
            || (
                call.Program == "chmod"
                && call.Arguments.Any(word => word.Contains('x') || word is "755" or "700" or "777" or "0755")
            );
        return starts ? call.Arguments.Select(Name).FirstOrDefault(notes.Loaded.ContainsKey) : null;
    }

    private static string Name(string path) => path[(path.LastIndexOf('/') + 1)..];

    // Without a scheme it is the open one.
    private static string? Address(ShellInvocation call) =>
        call.Arguments.SelectMany(NetworkPlaces.Addresses).FirstOrDefault()
        ?? call.Arguments.Where(word =>
                word is not ['-' or '/' or '.' or '~', ..]
                && word.IndexOf('.') is > 0 and var dot
                && dot + 2 < word.Length
            )
            .Where(word => !word.Contains('\0') && !word.Contains(' '))
            .Select(word => $"http://{word}")
            .FirstOrDefault();

    private static bool IsProgram(string name) =>
        name.Length is > 0 and <= 64
        && (char.IsAsciiLetterOrDigit(name[0]) || name[0] is '.' or '_' or '[')
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' or '+' or '[')
        && (name == "." || name.Any(char.IsAsciiLetter));
}
