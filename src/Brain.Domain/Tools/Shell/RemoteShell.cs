using System.Buffers;

namespace Brain.Domain.Tools.Shell;

/// <summary>
/// What <c>ssh</c> runs on this machine: a line for a host that is this one, and what its options start.
/// </summary>
internal static class RemoteShell
{
    // ssh(1): letters with a value.
    private static readonly SearchValues<char> Valued = SearchValues.Create("BbcDEeFIiJLlmOoPpQRSWw");

    private static readonly string[] Here =
    [
        "localhost",
        "localhost.localdomain",
        "ip6-localhost",
        "ip6-loopback",
        "::1",
        "[::1]",
        "0.0.0.0",
        "0",
    ];

    // Settings whose value is a line of this machine.
    private static readonly string[] Commands = ["proxycommand", "localcommand", "knownhostscommand"];

    /// <summary>What it runs here.</summary>
    public static InnerRun Inner(string[] words)
    {
        var host = Host(words);
        string[] started = [.. Started(words[..host])];
        if (host == words.Length || !IsHere(words[host]))
            return InnerRun.Of(started);
        string[] said = words[(host + 1)..];
        if (said.Length == 0)
            return new([]) { IsFed = true, Folder = "~", Lines = started };
        return new([]) { Lines = [.. started, string.Join(' ', said)], Folder = "~" };
    }

    /// <summary>The line for the host, whichever it is; empty when it gets none.</summary>
    public static string Line(string[] words) =>
        Host(words) is var host && host + 1 < words.Length ? string.Join(' ', words[(host + 1)..]) : "";

    private static int Host(string[] words)
    {
        for (var at = 0; at < words.Length; at++)
        {
            if (words[at] is not ['-', _, ..])
                return at;
            if (words[at] == "--")
                return Math.Min(at + 1, words.Length);
            var letter = words[at].AsSpan(1).IndexOfAny(Valued);
            // Its value is glued to it, or the next word.
            if (letter >= 0 && letter == words[at].Length - 2)
                at++;
        }

        return words.Length;
    }

    // What only the run tells may be this machine.
    private static bool IsHere(string host)
    {
        var name = host.StartsWith("ssh://", StringComparison.Ordinal) ? host["ssh://".Length..].TrimEnd('/') : host;
        name = name[(name.LastIndexOf('@') + 1)..];
        var port = name.LastIndexOf(':');
        if (port > 0 && name.IndexOf(':') == port)
            name = name[..port];
        return name.Contains('\0')
            || name.StartsWith("127.", StringComparison.Ordinal)
            || name.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
            || Here.Contains(name, StringComparer.OrdinalIgnoreCase);
    }

    private static IEnumerable<string> Started(string[] options)
    {
        foreach (var (at, word) in options.Index())
        {
            var setting =
                word is "-o" && at + 1 < options.Length ? options[at + 1]
                : word is ['-', 'o', .. { Length: > 0 } glued] ? glued
                : "";
            var sign = setting.AsSpan().IndexOfAny('=', ' ');
            if (sign > 0 && Commands.Contains(setting[..sign].Trim(), StringComparer.OrdinalIgnoreCase))
                yield return setting[(sign + 1)..];
        }
    }
}
