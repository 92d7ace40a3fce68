using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text.Json;
using Brain.Messages;
using Brain.Messages.Commands;
using Brain.Silo.Hooks.ClaudeCode;
using Brain.Silo.Skills;
using Brain.Tests.Security;

namespace Brain.Tests.Skills;

/// <summary><c>brain skills test</c>: the gate to verified.</summary>
public sealed class TestingASkill(SiloFixture silo) : IClassFixture<SiloFixture>, IDisposable
{
    private readonly Client.ScratchFolder _home = new();
    private readonly string _long = $"600.{Random.Shared.Next(100_000_000, 999_999_999)}";

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task That_passes_is_verified_with_this_folder()
    {
        await Sync("passes", "sh ./check.sh", "test -f SKILL.md && echo all is well");

        var told = await silo.SaySkills("test passes");

        Assert.Null(told.Refusal);
        Assert.Contains("all is well", told.Message, StringComparison.Ordinal);
        Assert.Equal("verified", (await silo.Skill("passes")).Skill.TrustLevel);
        // A script beside it is of the folder, too.
        _home["passes/check.sh"] = "true\n";
        await silo.SyncSkills(_home.Path);
        Assert.Equal("untested", (await silo.Skill("passes")).Skill.TrustLevel);
    }

    [Fact]
    public async Task That_fails_is_degraded_and_says_why()
    {
        await Sync("fails", "sh ./check.sh", "echo missing: the thing >&2; exit 3");

        var told = await silo.SaySkills("test fails");

        Assert.Equal("skills.failed", told.Refusal?.Code);
        Assert.Contains("ended with 3", told.Message, StringComparison.Ordinal);
        Assert.Contains("missing: the thing", told.Message, StringComparison.Ordinal);
        var kept = (await silo.Skill("fails")).Skill;
        Assert.Equal(("untested", "degraded"), (kept.TrustLevel, kept.Health));
    }

    [Fact]
    public async Task Without_a_test_is_refused()
    {
        _home["none/SKILL.md"] = SkillSilo.Text("has-none", "Nothing.");
        await silo.SyncSkills(_home.Path);

        Assert.Equal("skills.no_test", (await silo.SaySkills("test has-none")).Refusal?.Code);
    }

    [Fact]
    public async Task Of_a_folder_that_changed_is_refused()
    {
        await Sync("moves", "sh ./check.sh", "true");
        _home["moves/check.sh"] = "false\n";

        Assert.Equal("skills.changed", (await silo.SaySkills("test moves")).Refusal?.Code);
    }

    [Fact]
    public async Task Has_no_network_no_keys_and_a_copy()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        await Sync(
            "alone",
            "bash ./check.sh",
            $"(exec 3<>/dev/tcp/127.0.0.1/{port}) && echo reached; env | cut -d= -f1 | sort | xargs; echo x > made"
        );

        var told = await silo.SaySkills("test alone");

        Assert.Null(told.Refusal);
        Assert.False(listener.Pending());
        Assert.DoesNotContain("reached", told.Message, StringComparison.Ordinal);
        Assert.Contains("HOME LANG", told.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("BRAIN", told.Message, StringComparison.Ordinal);
        Assert.False(File.Exists($"{_home.Path}/alone/made"));
    }

    [Fact]
    public async Task Writes_nothing_of_a_persons_and_finds_no_socket()
    {
        // Not in /tmp, which is another in its room.
        var named = Path.Combine(AppContext.BaseDirectory, $"s{Guid.NewGuid():N}"[..12]);
        using var open = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        open.Bind(new UnixDomainSocketEndPoint(named));
        open.Listen();
        try
        {
            await Sync(
                "greedy",
                "sh ./check.sh",
                $$"""
                for one in {{silo.Settings.Socket}} {{named}}; do test -S $one && echo "speaks to $one"; done
                touch {{named}}.made 2>/dev/null && echo "writes there"
                umount /run 2>/dev/null && echo "takes it back"
                mount -o remount,rw,bind / 2>/dev/null && echo "takes it back"
                touch /tmp/own ./own && echo "writes its own"
                """
            );

            var told = await silo.SaySkills("test greedy");

            Assert.Null(told.Refusal);
            Assert.Contains("writes its own", told.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("speaks to", told.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("writes there", told.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("takes it back", told.Message, StringComparison.Ordinal);
            Assert.False(File.Exists($"{named}.made"));
        }
        finally
        {
            File.Delete(named);
        }
    }

    [Fact]
    public async Task May_be_the_cases_that_its_plugin_brings()
    {
        _home["plug/.claude-plugin/plugin.json"] = """{ "name": "plug", "experimental": { "evals": "cases" } }""";
        _home["plug/cases/one/prompt.md"] = "Say hello.";
        _home["plug/skills/polite/SKILL.md"] = SkillSilo.Text("polite", "Greets.");
        _home["bare/SKILL.md"] = SkillSilo.Text("bare", "Greets.");
        await silo.SyncSkills(_home.Path);

        Assert.Contains("--eval", (await silo.SaySkills("test polite")).Refusal?.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("--eval", (await silo.SaySkills("test bare")).Refusal?.Message, StringComparison.Ordinal);
        Assert.Equal("skills.no_test", (await silo.SaySkills("test bare --eval")).Refusal?.Code);
    }

    [Fact]
    public async Task By_its_plugins_cases_is_no_persons_word()
    {
        // What an agent that runs a case could say: its process is the silo's child, and has no variable of an agent.
        _home["plug/.claude-plugin/plugin.json"] = """{ "name": "plug" }""";
        _home["plug/evals/one/prompt.md"] = "Say hello.";
        _home["plug/skills/polite/SKILL.md"] = SkillSilo.Text($"polite-{_long}", "Greets.");
        await silo.SyncSkills(_home.Path);
        _home["call.pl"] = AnotherProcess.Call;
        var request = JsonSerializer.Serialize(
            CommandRequest.For(CommandKind.Skills, $"trust\npolite-{_long}\ncritical"),
            MessagesJson.Default.CommandRequest
        );
        _home["claude"] =
            "#!/bin/sh\n[ \"$3\" = --help ] && exit\n"
            + $"env -u CLAUDE_CODE_SESSION_ID -u CLAUDECODE perl -MSocket '{_home.Path}/call.pl' "
            + $"'{silo.Settings.Socket}' /errands '{request}' > '{_home.Path}/said'\n";
        File.SetUnixFileMode($"{_home.Path}/claude", (UnixFileMode)0b111_101_101);

        await new ClaudeCodeEvals { Program = $"{_home.Path}/claude" }.Run(
            $"{_home.Path}/plug",
            "polite",
            TimeSpan.FromMinutes(5),
            default
        );

        Assert.Contains("skills.person", _home["said"], StringComparison.Ordinal);
        Assert.Equal("untested", (await silo.Skill($"polite-{_long}")).Skill.TrustLevel);
    }

    [Fact]
    public async Task Is_shown_with_its_room_before_it_runs()
    {
        _home["shown/SKILL.md"] =
            $"---\nname: shown-{_long}\ndescription: One.\ntest: touch {_home.Path}/ran; false\n---\nDo it.\n";
        await silo.SyncSkills(_home.Path);

        foreach (var name in new[] { $"shown-{_long}", $"{_home.Path}/shown" })
        {
            var told = await silo.SaySkills($"test\n{name}\n--dry-run");

            Assert.Null(told.Refusal);
            Assert.Contains($"in a copy of {_home.Path}/shown", told.Message, StringComparison.Ordinal);
            Assert.Contains($"touch {_home.Path}/ran; false", told.Message, StringComparison.Ordinal);
            Assert.Contains(silo.Settings.Home, told.Message, StringComparison.Ordinal);
            Assert.EndsWith("Nothing was run or changed.", told.Message, StringComparison.Ordinal);
        }

        Assert.Empty((await silo.Skill($"shown-{_long}")).Moves);
        Assert.Equal("skills.usage", (await silo.SaySkills("test x --wet")).Refusal?.Code);
    }

    [Fact]
    public async Task Of_several_lines_runs_word_for_word()
    {
        _home["lines/SKILL.md"] =
            "---\nname: lines\ndescription: One.\ntest: |\n  for one in a  'b  c'; do\n    "
            + "echo \"<$one>\"\n  done\n---\nDo it.\n";
        await silo.SyncSkills(_home.Path);

        var told = await silo.SaySkills("test lines");

        Assert.Null(told.Refusal);
        Assert.Contains("<a>\n<b  c>", told.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task That_fails_takes_back_what_an_earlier_one_froze()
    {
        // Not in /tmp, which is another in its room.
        var stop = Path.Combine(AppContext.BaseDirectory, $"stop-{Guid.NewGuid():N}");
        await Sync("turns", "sh ./check.sh", $"test ! -e {stop}");
        await silo.SaySkills("test turns");
        await File.WriteAllTextAsync(stop, "");
        await silo.SaySkills("test turns");

        await silo.SaySkills("test turns");

        File.Delete(stop);

        var kept = await silo.Skill("turns");
        Assert.Equal(
            ["untested → untested", "verified → untested", "untested → verified"],
            kept.Moves.Select(move => $"{move.From} → {move.To}")
        );
        Assert.Equal(
            ["True"],
            await silo.Postgres.Lines(
                "select verified_hash is null and verified_version is null from v2.skills where name = 'turns'"
            )
        );
        // What failed last is not verified again by a person's undo.
        Assert.Equal("skills.evidence", (await silo.SaySkills("undo turns")).Refusal?.Code);
    }

    [Fact]
    public async Task That_does_not_end_is_ended_with_all_it_started()
    {
        // A daemon of a session of its own, that holds no pipe.
        var command = $"setsid sleep {_long} </dev/null >/dev/null 2>&1 & sleep {_long}";

        var run = SkillTestRun.Run(new(command, _home.Path, []), TimeSpan.FromSeconds(3), CancellationToken.None);

        Assert.Null((await run).Code);
        using var late = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (LivesThere())
            await Task.Delay(20, late.Token);
    }

    [Fact]
    public async Task That_would_outlive_its_start_is_ended()
    {
        // prctl(PR_SET_PDEATHSIG, 0), as the first of its namespace, and with the pipes in its hands.
        var prctl = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 157 : 167;
        var command = $"exec perl -e 'syscall({prctl}, 1, 0, 0, 0, 0); sleep 600' {_long}";

        var run = SkillTestRun.Run(new(command, _home.Path, []), TimeSpan.FromSeconds(3), CancellationToken.None);

        Assert.Null((await run).Code);
        using var late = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (LivesThere())
            await Task.Delay(20, late.Token);
    }

    [Fact]
    public async Task Finds_no_device_no_terminal_and_nothing_of_the_kernel_to_write()
    {
        var result = await SkillTestRun.Run(
            new(
                """
                for one in /dev/*; do test -b $one && echo "disk $one"; done
                ls -d /dev/pts /dev/tty 2>/dev/null
                ls /sys/fs/cgroup
                for one in $(find /sys /proc/sys -maxdepth 2 -type f 2>/dev/null); do
                  test -w "$one" && echo "writes $one"
                done
                hostname another 2>/dev/null && echo "names the machine"
                echo lost > /dev/null && head -c 4 /dev/urandom | wc -c
                """,
                _home.Path,
                []
            ),
            TimeSpan.FromMinutes(2),
            CancellationToken.None
        );

        Assert.Equal((0, "4"), (result.Code, result.Output.Trim()));
    }

    [Fact]
    public async Task Without_a_room_was_not_run()
    {
        var result = await SkillTestRun.Run(
            new("true", _home.Path, ["/proc"]),
            TimeSpan.FromMinutes(2),
            CancellationToken.None
        );

        Assert.Equal("no room for a test: /proc/self/mountinfo", result.NoRoom);
    }

    [Fact]
    public void Sees_no_logins_of_a_home()
    {
        foreach (var name in (string[])[".codex/auth.json", ".pgpass", ".cargo/credentials", ".rustup/x", "notes.txt"])
            _home[name] = "x";

        var hidden = SkillTestRoom
            .OfHome(_home.Path)
            .Where(Path.Exists)
            .Select(path => Path.GetRelativePath(_home.Path, path));

        Assert.Equal([".cargo/credentials", ".codex", ".pgpass"], hidden.Order(StringComparer.Ordinal));
    }

    // As claude plugin eval of 2.1.332 writes them, shortened.
    [Theory]
    [InlineData("evals/polite/a", 1d, null, false, true)]
    [InlineData("evals/polite/a", 0.5, null, false, false)]
    [InlineData("evals/polite/a", 0d, "exit 1: Not logged in", false, null)]
    [InlineData("evals/polite/a", 0d, null, true, null)]
    [InlineData("evals/other/a", 1d, null, false, null)]
    public void Takes_cases_of_the_skill_that_ran_to_their_end(
        string folder,
        double score,
        string? error,
        bool isPartial,
        bool? passed
    )
    {
        var report = JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                schemaVersion = 1,
                partial = isPartial,
                partialReason = isPartial ? "auth_failed" : null,
                cases = new[]
                {
                    new
                    {
                        name = "a",
                        dir = folder,
                        arms = new { with = new[] { new { score, error } } },
                        aggregates = new { score },
                    },
                },
            }
        );

        Assert.Equal(passed, ClaudeCodeEvalReport.Read(report, "polite", isOnlyOne: false).Passed);
    }

    [Fact]
    public async Task That_prints_without_end_keeps_the_end()
    {
        var result = await SkillTestRun.Run(
            new("head -c 50000000 /dev/zero | tr '\\0' x; echo; echo last words", _home.Path, []),
            TimeSpan.FromMinutes(2),
            CancellationToken.None
        );

        Assert.Equal(0, result.Code);
        Assert.InRange(result.Output.Length, 1, 2 * SkillTestRun.OutputBytesMax);
        Assert.EndsWith("last words", result.Output.TrimEnd(), StringComparison.Ordinal);
    }

    private bool LivesThere() =>
        Directory
            .EnumerateDirectories("/proc")
            .Any(process => CommandOf(process).Contains(_long, StringComparison.Ordinal));

    private static string CommandOf(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline"));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private async Task Sync(string name, string test, string script)
    {
        _home[$"{name}/SKILL.md"] = string.Create(
            CultureInfo.InvariantCulture,
            $"---\nname: {name}\ndescription: One.\ntest: {test}\n---\nDo it.\n"
        );
        _home[$"{name}/check.sh"] = $"{script}\n";
        await silo.SyncSkills(_home.Path);
    }
}
