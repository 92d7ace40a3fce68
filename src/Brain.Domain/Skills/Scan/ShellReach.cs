using Brain.Domain.Tools.Shell;
using Brain.Messages.Skills;

namespace Brain.Domain.Skills.Scan;

/// <summary>What commands reach: other hosts, secrets, files outside the project.</summary>
internal sealed class ShellReach(ScanNotes notes)
{
    private static readonly string[] Senders =
    [
        "nc",
        "ncat",
        "netcat",
        "scp",
        "rsync",
        "sftp",
        "ftp",
        "sendmail",
        "mail",
    ];
    private static readonly string[] Resolvers = ["dig", "nslookup", "host", "ping", "drill"];
    private static readonly string[] Given =
    [
        "-d",
        "--data",
        "--data-raw",
        "--data-binary",
        "--data-urlencode",
        "--json",
        "-F",
        "--form",
        "-T",
        "--upload-file",
    ];

    // Their work is with keys, and they send none.
    private static readonly string[] KeyHolders =
    [
        "ssh",
        "scp",
        "sftp",
        "ssh-add",
        "ssh-keygen",
        "ssh-copy-id",
        "ls",
        "chmod",
        "chown",
        "mkdir",
        "test",
        "[",
        "[[",
        "touch",
        "git",
        "docker",
        "rm",
        "export",
        "echo",
        "printf",
        "cd",
        "find",
        "stat",
        "sudo",
        "gh",
        "ln",
        "if",
        "ansible",
        "ansible-playbook",
        "terraform",
        "kubectl",
        "helm",
        "vim",
        "nano",
        "code",
        "set",
        "source",
        ".",
        "gpg",
        "grep",
    ];

    public void Look(string text, ShellRun run, ShellInvocation[] calls, ScanPlace at)
    {
        var sends = false;
        foreach (var call in calls)
            sends |= Network(call, text, at);
        var secret = Secret(text, run, calls, at);
        sends |= secret is not null && text.Contains("$(", StringComparison.Ordinal) && calls.Any(TakesAway);
        if (sends && secret is { } kind)
            notes.Add(ScanRules.Exfiltration, at, $"sends {kind} to another host on one line");
        foreach (var file in run.Written.Where(IsOutside))
        {
            if (!at.IsMentioned)
                notes.Writes.Add(file);
            notes.Add(ScanRules.Outside, at, $"writes {file}");
        }
    }

    // What is put into its words leaves with it.
    private static bool TakesAway(ShellInvocation call) =>
        call.Program is "curl" or "wget" or "npx" or "uvx" or "bunx"
        && call.Arguments.Any(word => word.Contains('\0') || word is "-H" or "--header")
        && !call
            .Arguments.SelectMany(NetworkPlaces.Addresses)
            .Select(NetworkPlaces.Host)
            .Any(host => host is not null && NetworkPlaces.IsLocal(host));

    private bool Network(ShellInvocation call, string text, ScanPlace at)
    {
        var isGit =
            call.Program == "git"
            && call.Arguments.Any(word => word is "push" or "clone" or "fetch" or "pull" or "remote");
        var isCurl = call.Program is "curl" or "wget" or "http" or "https" or "xh";
        var isSender = Senders.Contains(call.Program);
        foreach (var address in call.Arguments.SelectMany(NetworkPlaces.Addresses))
            Reached(address, at, isCurl || isSender || isGit);
        if (call.Program is "ssh" or "scp" or "rsync" or "sftp" && Remote(call) is { } host && !at.IsMentioned)
            notes.Hosts.Add(host);
        var resolved =
            Resolvers.Contains(call.Program) && call.Arguments.Any(word => word.Contains('\0') && word.Contains('.'));
        var isLocal =
            call.Arguments.SelectMany(NetworkPlaces.Addresses).Select(NetworkPlaces.Host).ToArray()
                is { Length: > 0 } hosts
            && hosts.All(one => one is not null && NetworkPlaces.IsLocal(one));
        var gives =
            resolved
            || (
                isCurl
                && !isLocal
                && (
                    Gives(call)
                    || call.Arguments.Any(word =>
                        word.Contains("://", StringComparison.Ordinal) && word.Contains('?') && word.Contains('\0')
                    )
                )
            )
            || (
                isSender
                && (call.Program is "nc" or "ncat" or "netcat" or "sendmail" or "mail" || Remote(call) is not null)
            )
            || (call.Program == "gh" && call.Arguments is ["gist", "create", ..])
            || (
                isGit
                && call.Arguments.Contains("push")
                && call.Arguments.Any(word =>
                    word.Contains("://", StringComparison.Ordinal) || word.StartsWith("git@", StringComparison.Ordinal)
                )
            );
        if (!gives)
            return false;
        var to = call.Arguments.SelectMany(NetworkPlaces.Addresses).FirstOrDefault();
        notes.Signal(
            ScanSignalKind.Send,
            at,
            to ?? call.Program,
            to is not null
                && (NetworkPlaces.IsDrop(to) || NetworkPlaces.Host(to) is { } name && NetworkPlaces.IsBare(name))
        );
        if (to is not null && NetworkPlaces.IsDrop(to))
            notes.Add(ScanRules.DropBox, at, $"sends to {NetworkPlaces.Host(to)}");
        return true;
    }

    private void Reached(string address, ScanPlace at, bool isReached)
    {
        if (!isReached || NetworkPlaces.Host(address) is not { } host)
            return;
        if (!at.IsMentioned)
            notes.Hosts.Add(host);
        if (NetworkPlaces.IsBare(host))
            notes.Add(ScanRules.BareAddress, at, $"speaks to {host}");
    }

    private static bool Gives(ShellInvocation call) =>
        call.Arguments.Any(word =>
            Given.Contains(word)
            || word.StartsWith("--data", StringComparison.Ordinal)
            || word.StartsWith("--post-", StringComparison.Ordinal)
            || word.StartsWith("--body-", StringComparison.Ordinal)
            || word is ['-', 'd' or 'F' or 'T', _, ..]
        );

    private static string? Remote(ShellInvocation call)
    {
        var word = call.Arguments.FirstOrDefault(word =>
            word is not ['-' or '/' or '.', ..]
            && (word.Contains('@') || (call.Program is "scp" or "rsync" && word.IndexOf(':') > 1))
        );
        if (word is null)
            return null;
        var host = word[(word.IndexOf('@') + 1)..].Split(':', '/')[0];
        return host.Length == 0 || host.Contains('\0') || host.Contains('$') ? "*" : host;
    }

    private string? Secret(string text, ShellRun run, ShellInvocation[] calls, ScanPlace at)
    {
        string? found = null;
        foreach (var call in calls)
        {
            if (IsDump(call))
                found = Read(CodeDetector.WholeEnvironment, isStrong: true, at, found);
            if ((Keys(call) ?? ShellAccounts.Login(call)) is { } held)
                found = Read(held, isStrong: true, at, found);
            if (KeyHolders.Contains(call.Program))
                continue;
            foreach (var word in call.Reads.Concat(call.Program == "find" ? call.Arguments : []))
            {
                if (SecretPlaces.Of(word) is { } place)
                    found = Read(place.Kind, place.IsStrong, at, found);
            }
        }

        foreach (var file in run.Inputs)
        {
            if (SecretPlaces.Of(file) is { } place)
                found = Read(place.Kind, place.IsStrong, at, found);
        }

        if (
            found is null
            && text.StartsWith("for ", StringComparison.Ordinal)
            && SecretPlaces.In(text) is { IsStrong: true } looped
        )
            found = Read(looped.Kind, isStrong: true, at, found);
        return found;
    }

    private string Read(string kind, bool isStrong, ScanPlace at, string? before)
    {
        if (!at.IsMentioned)
            notes.Secrets.Add(kind);
        notes.Signal(ScanSignalKind.Secret, at, kind, isStrong);
        notes.Add(ScanRules.SecretRead, at, $"reads {kind}", isStrong ? ScanSeverity.Warning : ScanSeverity.Note);
        return before ?? kind;
    }

    // All of it, and not one variable.
    private static bool IsDump(ShellInvocation call) =>
        call.Program switch
        {
            "env" or "printenv" => call.Arguments.IsEmpty || call.Arguments is ["-0"],
            "export" or "declare" => call.Arguments is ["-p"] or ["-x"],
            _ => false,
        };

    private static string? Keys(ShellInvocation call) =>
        call.Program switch
        {
            "security" when call.Arguments.Any(word => word is "dump-keychain" or "export") => "key ring",
            "security"
                when call.Arguments.Any(word => word is "find-generic-password" or "find-internet-password")
                    && !call.Arguments.Any(word => word is "-s" or "-l") => "key ring",
            "gpg" when call.Arguments.Any(word => word.StartsWith("--export-secret", StringComparison.Ordinal)) =>
                "GnuPG keys",
            "curl"
            or "wget" when call.Arguments.Any(word => SecretPlaces.Of(word) is { Kind: "cloud role credentials" }) =>
                "cloud role credentials",
            _ => null,
        };

    private static bool IsOutside(string path) =>
        path is ['~', ..] or ['/', ..] && !IsScratch(path)
        || path.StartsWith("$HOME", StringComparison.Ordinal)
        || path.StartsWith("${HOME}", StringComparison.Ordinal);

    private static bool IsScratch(string path) =>
        path.StartsWith("/tmp/", StringComparison.Ordinal)
        || path.StartsWith("/dev/", StringComparison.Ordinal)
        || path.StartsWith("/var/tmp/", StringComparison.Ordinal);
}
