using System.Net.Sockets;
using Brain.Client.Supervisor;

namespace Brain.Tests.Client;

/// <summary>How the supervisor tells a silo that hangs from one that starts. The clock is the caller's.</summary>
public sealed class AHealthProbe : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("probe").FullName;
    private long _now = 1_000;

    private string Path => _folder + "/brain.sock";

    [Fact]
    public void Gives_up_after_three_questions_without_an_answer()
    {
        using var silent = Listen(backlog: 16);
        var probe = Begun();

        Assert.Equal([false, false, true], Rounds(probe, HealthProbe.MissedMax));
    }

    [Fact]
    public void Counts_a_queue_without_room_as_no_answer()
    {
        using var full = Listen(backlog: 0);
        using var first = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        first.Connect(new UnixDomainSocketEndPoint(Path));
        var probe = Begun();

        Assert.False(probe.Step(_now += HealthProbe.EveryMs));
        Assert.False(probe.Step(_now += HealthProbe.AnswerMsMax));
        Assert.True(probe.Step(_now + HealthProbe.AnswerMsMax));
    }

    [Fact]
    public void Leaves_one_alone_that_has_no_socket_yet()
    {
        var probe = Begun();

        Assert.DoesNotContain(true, Rounds(probe, 20));
        using (Listen(backlog: 16))
        {
            // Its socket is there, and whoever made it is gone: a killed one leaves it so.
        }

        Assert.DoesNotContain(true, Rounds(probe, 20));
    }

    [Fact]
    public void Begins_anew_after_an_answer()
    {
        using var silo = Listen(backlog: 16);
        var probe = Begun();
        Assert.Equal([false, false], Rounds(probe, 2));

        // Asked anew at once, since the last one was missed.
        Assert.False(probe.Step(_now));
        silo.Accept().Dispose();
        silo.Accept().Dispose();
        using var caller = silo.Accept();
        caller.Send("HTTP/1.1 200 OK\r\n\r\n"u8);

        Assert.False(probe.Step(_now));

        Assert.Equal([false, false, true], Rounds(probe, HealthProbe.MissedMax));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Socket Listen(int backlog)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        File.Delete(Path);
        socket.Bind(new UnixDomainSocketEndPoint(Path));
        socket.Listen(backlog);
        return socket;
    }

    private HealthProbe Begun()
    {
        var probe = new HealthProbe(Path);
        probe.Begin(_now);
        return probe;
    }

    // From one question to the end of the time that its answer may take.
    private bool[] Rounds(HealthProbe probe, int count) =>
        [
            .. Enumerable
                .Range(0, count)
                .Select(_ =>
                {
                    var hangs = probe.Step(_now += HealthProbe.EveryMs);
                    return hangs || probe.Step(_now += HealthProbe.AnswerMsMax);
                }),
        ];
}
