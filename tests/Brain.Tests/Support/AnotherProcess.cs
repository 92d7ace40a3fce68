using System.Diagnostics;

namespace Brain.Tests.Security;

/// <summary>A process of its own that speaks to the silo's socket, as a program that an agent started does.</summary>
internal static class AnotherProcess
{
    /// <summary>Posts JSON from its arguments: socket, path, body, and a header line or nothing.</summary>
    public const string Call = """
        socket(S, AF_UNIX, SOCK_STREAM, 0); connect(S, sockaddr_un($ARGV[0])) or die "$!\n";
        syswrite(S, "POST $ARGV[1] HTTP/1.0\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            . "Accept: application/json, text/event-stream\r\n"
            . ($ARGV[3] ? "$ARGV[3]\r\n" : "")
            . "Content-Length: " . length($ARGV[2]) . "\r\n\r\n$ARGV[2]");
        while (sysread(S, $answer, 4000)) { print $answer; }
        """;

    /// <summary>Posts from below a shell that has an agent's session in its environment; returns the answer.</summary>
    public static Task<string> OfAnAgent(Guid session, string socket, string path, string body) =>
        Below(new() { ["CLAUDE_CODE_SESSION_ID"] = session.ToString() }, socket, path, body);

    /// <summary>The same from below a shell that was started with these variables.</summary>
    /// <param name="variables">Its environment has them too.</param>
    /// <param name="socket">The silo's.</param>
    /// <param name="to">The path, and behind a blank one header line more.</param>
    /// <param name="body">JSON.</param>
    public static async Task<string> Below(
        Dictionary<string, string> variables,
        string socket,
        string to,
        string body
    )
    {
        var start = new ProcessStartInfo(
            "bash",
            [
                "-c",
                "env -u CLAUDE_CODE_SESSION_ID -u CLAUDECODE perl -MSocket -e \"$0\" \"$@\"; true",
                Call,
                socket,
                to.Split(' ')[0],
                body,
                to.Contains(' ', StringComparison.Ordinal) ? to[(to.IndexOf(' ') + 1)..] : "",
            ]
        )
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var answer = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return answer;
    }
}
