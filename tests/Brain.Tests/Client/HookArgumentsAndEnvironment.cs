using Brain.Client;
using Brain.Client.Hooks;
using Brain.Client.Install;
using Brain.Messages.Hooks.ClaudeCode;

namespace Brain.Tests.Client;

public sealed class HookArgumentsAndEnvironment : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Are_read_as_install_writes_them()
    {
        var options = new HookOptions("/b", Hard: true, null, HandOff: true)
        {
            Home = "/srv/my brain",
            SoftMs = 300,
            HardMs = 2_000,
        };

        Assert.Equal(
            new HookArguments(true, true, "/srv/my brain", 300, 2_000),
            HookArguments.Read(options.Arguments("claude-code"))
        );
    }

    [Fact]
    public void Of_older_installations_still_hold() =>
        Assert.Equal(
            new HookArguments(true, false, null, null, null),
            HookArguments.Read(["hook", "claude-code", "--hard"])
        );

    [Theory]
    [InlineData("hook")]
    [InlineData("hook claude-code claude-code")]
    [InlineData("hook claude-code --home")]
    [InlineData("hook claude-code --home relative")]
    [InlineData("hook claude-code --soft-ms 1")]
    [InlineData("hook claude-code --soft-ms")]
    [InlineData("hook claude-code --hard-ms 99999")]
    [InlineData("hook claude-code --hard-ms x")]
    [InlineData("hook claude-code --soft")]
    public void Are_refused_when_they_make_no_sense(string words) => Assert.Null(HookArguments.Read(words.Split(' ')));

    [Theory]
    [InlineData("1", 100)]
    [InlineData("100", 100)]
    [InlineData("400", 400)]
    [InlineData("999999", 5_000)]
    [InlineData("-5", 250)]
    [InlineData("x", 250)]
    [InlineData("", 250)]
    public void Can_neither_switch_a_hook_off_nor_hold_a_person_up(string text, int expected)
    {
        Environment.SetEnvironmentVariable("BRAIN_A_WAIT_OF_TESTS", text);

        Assert.Equal(
            expected,
            HookCarrier.Patience("BRAIN_A_WAIT_OF_TESTS", HookCarrier.SoftDeadlineMs, SettingsWeakness.SoftMs)
        );
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Say_how_long_a_hook_waits(bool hard)
    {
        const int allowedMs = 6_000;
        using var brain = new FakeBrainSocket(_scratch.Path, _ => "200 {}");
        var began = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

        new HookCarrier(new(_scratch.Path), hard)
        {
            SoftMs = hard ? null : allowedMs,
            HardMs = hard ? allowedMs : null,
        }.Carry(HookPayload.Of("""{"session_id":"one","hook_event_name":"PreToolUse"}"""u8.ToArray()));

        // Less a second, for the two clocks tick by steps; without the argument it would be a quarter of one, or one.
        Assert.InRange(
            long.Parse(Assert.Single(brain.All).Headers["Brain-Until"]),
            began + allowedMs - 1_000,
            long.MaxValue
        );
    }

    [Theory]
    [InlineData("me:x:1000:1000::/home/me:/bin/bash", "")]
    [InlineData("me:x:1000:1000::/home/me:/bin/bash\nalice:x:1001:1001::/home/alice:/bin/zsh", "alice")]
    [InlineData(
        "root:x:0:0::/root:/bin/bash\nnobody:x:65534:65534::/:/usr/sbin/nologin\nwww-data:x:33:33::/:/bin/sh",
        ""
    )]
    [InlineData(
        "bob:x:1002:1002::/home/bob:/usr/sbin/nologin\neve:x:1003:1003::/home/eve:/bin/false\nbad:x:y:1::/:/bin/sh\nshort:x",
        ""
    )]
    [InlineData("a\u001b[2Jb:x:1004:1004::/h:/bin/sh", "a2Jb")]
    public void Other_users_are_those_who_can_log_in(string passwd, string names)
    {
        _scratch["passwd"] = passwd;

        Assert.Equal(
            names,
            string.Join(',', OtherUsers.Find($"{_scratch.Path}/passwd", $"{_scratch.Path}/run", self: 1000))
        );
    }

    [Fact]
    public void Other_users_are_also_those_who_are_logged_in()
    {
        _scratch["passwd"] = "me:x:1000:1000::/home/me:/bin/bash";
        foreach (var id in new[] { "0", "1000", "70000", "x" })
            Directory.CreateDirectory($"{_scratch.Path}/run/{id}");

        Assert.Equal(["user 70000"], OtherUsers.Find($"{_scratch.Path}/passwd", $"{_scratch.Path}/run", self: 1000));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_pipe_named_as_a_transcript_holds_no_session_up(bool job)
    {
        using (var made = System.Diagnostics.Process.Start("mkfifo", [$"{_scratch.Path}/state.json"]))
            made.WaitForExit();

        Assert.Null(FileHead.Read($"{_scratch.Path}/state.json", 1_000, followLink: job));
    }

    [Fact]
    public void A_link_is_followed_only_where_that_is_wanted()
    {
        _scratch["there"] = "0123456789";
        File.CreateSymbolicLink($"{_scratch.Path}/link", $"{_scratch.Path}/there");

        Assert.Equal("01234"u8.ToArray(), FileHead.Read($"{_scratch.Path}/link", 5));
        Assert.Null(FileHead.Read($"{_scratch.Path}/link", 5, followLink: false));
        Assert.Null(FileHead.Read("/dev/zero", 5));
        Assert.Null(FileHead.Read($"{_scratch.Path}/nothing", 5));
        Assert.Null(FileHead.Read("/proc/self/\0", 5));
    }
}
