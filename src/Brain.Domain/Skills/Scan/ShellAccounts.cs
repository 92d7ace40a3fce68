using Brain.Domain.Tools.Shell;
using Brain.Messages.Skills;

namespace Brain.Domain.Skills.Scan;

/// <summary>
/// Commands by which others get in: logins that programs hand out, accounts that are let in, and commands within
/// commands.
/// </summary>
internal sealed class ShellAccounts(ScanNotes notes)
{
    private static readonly string[] Shells = ["sh", "bash", "zsh", "dash", "ash", "/bin/sh", "/bin/bash"];

    // What reads commands from its input and runs them now or later.
    private static readonly string[] Fed = ["at", "batch", "crontab", "sh", "bash", "zsh", "dash"];

    /// <summary>The login that a program hands out; null for none.</summary>
    public static string? Login(ShellInvocation call) =>
        call.Program switch
        {
            "git" when call.Arguments is ["credential", "fill", ..] or ["credential-store" or "credential-cache", ..] =>
                "git credentials",
            "kubectl"
            or "oc"
                when call.Arguments is ["get", ..]
                    && call.Arguments.Any(word => word is "secrets" or "secret")
                    && call.Arguments.Any(word => word is "-A" or "--all-namespaces") => "a cluster's secrets",
            "aws"
                when call.Arguments is ["iam", "create-access-key", ..] or ["secretsmanager", "get-secret-value", ..] =>
                "AWS credentials",
            "gcloud" when call.Arguments is ["auth", "print-access-token", ..] => "Google Cloud credentials",
            "op" when call.Arguments is ["item" or "document", "get", ..] => "1Password",
            _ => null,
        };

    /// <summary>Looks at a statement.</summary>
    /// <param name="text">All of it.</param>
    /// <param name="calls">What it starts.</param>
    /// <param name="at">Where.</param>
    /// <returns>Commands that stand in its arguments, and run.</returns>
    public IEnumerable<string> Look(string text, ShellInvocation[] calls, ScanPlace at)
    {
        foreach (var call in calls)
            Lets(call, at);
        var isFed = calls.Length > 1 && text.Contains('|') && calls.Any(call => Fed.Contains(call.Program));
        foreach (var call in calls)
        {
            if (Inner(call) is { } inner)
                yield return inner;
            else if (isFed && call.Program is "echo" or "printf")
            {
                foreach (var word in call.Arguments.Where(word => word.Contains(' ')))
                    yield return word;
            }
        }
    }

    private void Lets(ShellInvocation call, ScanPlace at)
    {
        var words = call.Arguments;
        if (
            call.Program == "gh"
            && words.Contains("api")
            && words.Any(word => word is "PUT" or "POST" or "-XPUT" or "-XPOST")
            && words.Any(word =>
                word.Contains("/collaborators", StringComparison.Ordinal)
                || word.EndsWith("user/keys", StringComparison.Ordinal)
            )
        )
            notes.Add(ScanRules.Account, at, "lets another account into the repository or the login");
        else if (
            call.Program == "git"
            && words.Contains("config")
            && words.Any(word => word.StartsWith("core.sshCommand", StringComparison.OrdinalIgnoreCase))
        )
            notes.Add(
                ScanRules.GitHook,
                at,
                "has git connect by a command of its own",
                words.Any(word => word.Contains("ProxyCommand", StringComparison.OrdinalIgnoreCase))
                    ? ScanSeverity.Error
                    : ScanSeverity.Warning
            );
        else if (
            call.Program is "docker" or "podman" or "nerdctl"
            && words.Any(word => word.StartsWith("/:/", StringComparison.Ordinal) || word is "-v=/:/host")
        )
            notes.Add(ScanRules.Account, at, $"{call.Program} gets all files of the machine", ScanSeverity.Warning);
    }

    // sh -c '…' behind another program: docker run …, chroot …, ssh host ….
    private static string? Inner(ShellInvocation call)
    {
        for (var at = 0; at + 2 < call.Arguments.Length; at++)
        {
            if (Shells.Contains(call.Arguments[at]) && call.Arguments[at + 1] is "-c" or "-lc" or "-ec")
                return call.Arguments[at + 2];
        }

        return null;
    }
}
