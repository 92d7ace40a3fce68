using System.Globalization;

namespace Brain.Acceptance;

/// <summary>Somebody with an account on the machine of a brain that is not his.</summary>
public sealed class AnotherUserOfTheMachine(BrainFixture brain) : IClassFixture<BrainFixture>
{
    private const int Nobody = 65534;

    [Theory]
    [InlineData("")]
    [InlineData(@"\x40\x00\x00\x00brain")]
    [InlineData(@"\x16\x03\x01\x00\x05hello")]
    [InlineData(@"GET / HTTP/1.1\r\n\r\n")]
    public async Task Hears_nothing_of_a_silo(string words)
    {
        Require();
        var port = await Port();

        // The word of the first byte would do: Orleans speaks before it is spoken to.
        var heard = await As(
            Nobody,
            $"exec 3<>/dev/tcp/127.0.0.1/{port}; printf '{words}' >&3; timeout 60 cat <&3 | od -An -tx1 -v | tr "
                + "-d ' \\n'"
        );

        // Nothing, or TLS's own alert, which has 7 bytes and begins with 15.
        Assert.Matches("^(15030.0002....)?$", heard);
        Assert.Contains($"refused 127.0.0.1 (user {Nobody})", brain.Log, StringComparison.Ordinal);
        await brain.Hook(
            $$"""{"session_id":"{{Guid.NewGuid()}}","hook_event_name":"SessionStart","cwd":"/x","source":"startup"}"""
        );
    }

    [Fact]
    public async Task Keeps_no_silo_from_joining_by_holding_connections()
    {
        Require();
        var port = await Port();
        // Two hundred at a time, again and again: a silo closes each after a while.
        var holding = As(
            Nobody,
            $$"""
            while ((SECONDS < 40)); do
              for i in {1..200}; do exec {held[i]}<>/dev/tcp/127.0.0.1/{{port}}; done
              read -r -t 3 <&"${held[200]}" || true
              for i in {1..200}; do exec {held[i]}>&-; done
            done
            """
        );
        var other = new BrainFixture { Joins = brain };
        await other.InitializeAsync();

        foreach (var session in Enumerable.Range(0, 10).Select(_ => Guid.NewGuid()))
        {
            await brain.Hook(
                $$"""{"session_id":"{{session}}","hook_event_name":"SessionStart","cwd":"/x","source":"startup"}"""
            );
            await other.Hook(
                $$"""{"session_id":"{{session}}","hook_event_name":"UserPromptSubmit","prompt":"on","cwd":"/x"}"""
            );
        }

        await other.DisposeAsync();
        await holding;
    }

    [Fact]
    public async Task Finds_no_other_port_than_those_two()
    {
        Require();
        var sockets = await ProgramRun.Of(
            new("sh", ["-c", $"ls -l /proc/{brain.ProcessId}/fd | sed -n 's/.*socket:.\\([0-9]*\\).$/\\1/p'"])
        );
        var inodes = sockets.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).ToHashSet();

        var ports = new[] { "tcp", "tcp6", "udp", "udp6" }
            .SelectMany(table =>
                File.ReadLines($"/proc/net/{table}")
                    .Skip(1)
                    .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            )
            // State 0A: somebody listens; 07: a UDP socket that is not connected.
            .Where(row => row[3] is "0A" or "07" && inodes.Contains(row[9]))
            .Select(row => int.Parse(row[1].Split(':')[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture));

        Assert.Equal(
            new[] { int.Parse(await Port(), CultureInfo.InvariantCulture), brain.Port }.Order(),
            ports.Order()
        );
    }

    private static void Require()
    {
        BrainFixture.Require();
        Assert.SkipUnless(
            Environment.UserName == "root" && File.Exists("/usr/bin/setpriv"),
            "only root can be another user"
        );
    }

    private async Task<string> Port() =>
        (await File.ReadAllTextAsync(Path.Combine(brain.Home, "run", "silo.port"))).Trim();

    private static async Task<string> As(int user, string script)
    {
        var run = await ProgramRun.Of(
            new("setpriv", [$"--reuid={user}", $"--regid={user}", "--clear-groups", "bash", "-c", script])
            {
                WorkingDirectory = "/",
            }
        );
        return run.Output;
    }
}
