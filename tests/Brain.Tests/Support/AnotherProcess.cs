using System.Diagnostics;

namespace Brain.Tests.Security;

/// <summary>A process of its own that speaks to the silo's socket, as a program that an agent started does.</summary>
internal static class AnotherProcess
{
    /// <summary>Posts JSON from its arguments: socket, path, body.</summary>
    public const string Call = """
        socket(S, AF_UNIX, SOCK_STREAM, 0); connect(S, sockaddr_un($ARGV[0])) or die "$!\n";
        syswrite(S, "POST $ARGV[1] HTTP/1.0\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            . "Accept: application/json, text/event-stream\r\n"
            . "Content-Length: " . length($ARGV[2]) . "\r\n\r\n$ARGV[2]");
        while (sysread(S, $answer, 4000)) { print $answer; }
        """;

    /// <summary>Posts from below a shell that has an agent's session in its environment; returns the answer.</summary>
    public static async Task<string> OfAnAgent(Guid session, string socket, string path, string body)
    {
        var start = new ProcessStartInfo(
            "bash",
            [
                "-c",
                "env -u CLAUDE_CODE_SESSION_ID -u CLAUDECODE perl -MSocket -e \"$0\" \"$@\"; true",
                Call,
                socket,
                path,
                body,
            ]
        )
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
            Environment = { ["CLAUDE_CODE_SESSION_ID"] = session.ToString() },
        };
        using var process = Process.Start(start)!;
        var answer = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return answer;
    }
}
