using System.Collections.Concurrent;
using System.Text.Json;

namespace Brain.Acceptance;

/// <summary>What a person who once said <c>./brain up</c> may rely on, and what <c>down</c> means.</summary>
public sealed class ItComesBackByItself(SupervisedBrain brain) : IClassFixture<SupervisedBrain>
{
    private const int CallersMax = 8;
    private const int TurnsEach = 12;

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task After_a_kill(bool silo, bool postgres)
    {
        await Begin();
        int[] killed = [.. new[] { silo ? brain.Silo : 0, postgres ? brain.Postmaster : 0 }.Where(id => id > 0)];

        await SupervisedBrain.Kill(killed);

        await brain.Until("other processes", () =>
            brain.Silo > 0 && brain.Postmaster > 0 && !killed.Contains(brain.Silo) && !killed.Contains(brain.Postmaster)
        );
        await brain.UntilReady();
        var hook = await Eventually.See(
            () => Hook(Guid.NewGuid(), "Stop"),
            run => !IsDown(run),
            SupervisedBrain.SecondsMax
        );
        Assert.False(IsDown(hook), hook.Output);
        Assert.Contains("signal 9", brain.Log, StringComparison.Ordinal);
        // Started by the supervisor or by `up`, Postgres does not sync its files one by one.
        var how = await Eventually.See(
            () => brain.TryQuery("show recovery_init_sync_method"),
            rows => rows.Length > 0,
            SupervisedBrain.SecondsMax
        );
        Assert.Equal(["syncfs"], how);
    }

    [Fact]
    public async Task When_the_silo_hangs_without_end()
    {
        await Begin();
        var hung = brain.Silo;

        await SupervisedBrain.Freeze(hung);

        await brain.Until("another silo", () => brain.Silo > 0 && brain.Silo != hung);
        await brain.UntilReady();
        Assert.Contains("it hangs, and is ended by force", brain.Log, StringComparison.Ordinal);
        Assert.Equal(1, brain.Log.Split("ended by force").Length - 1);
    }

    [Fact]
    public async Task Not_a_hanging_one_after_down()
    {
        await Begin();
        var hung = brain.Silo;
        await SupervisedBrain.Freeze(hung);

        Assert.Equal(0, (await brain.Say("down")).ExitCode);

        Assert.True(SupervisedBrain.IsGone(hung), $"process {hung} lives on");
        // A child of Postgres' may have its last moment before it.
        Assert.Empty(await Eventually.See(() => Task.FromResult(Processes("")), left => left.Length == 0));
    }

    [Fact]
    public async Task By_a_hook_when_the_supervisor_is_gone_too()
    {
        await Begin();
        await SupervisedBrain.Kill(brain.Supervisor, brain.Silo, brain.Postmaster);
        var session = Guid.NewGuid();

        var hook = await Hook(session, "Stop");

        Assert.Contains("It is being started again", hook.Output, StringComparison.Ordinal);
        await brain.UntilReady();
        Assert.NotEqual(0, brain.Supervisor);
        await Eventually.See(
            () => brain.Client(["spool", "flush"]),
            run => run.ExitCode == 0,
            SupervisedBrain.SecondsMax
        );
        Assert.Equal(["1"], await brain.Query($"select count(*) from v2.turns where session_id = '{session}'"));
    }

    [Fact]
    public async Task With_what_it_had_when_only_the_supervisor_is_killed()
    {
        await Begin();
        var (silo, postmaster, supervisor) = (brain.Silo, brain.Postmaster, brain.Supervisor);
        await SupervisedBrain.Kill(supervisor);

        Assert.Equal("", (await Hook(Guid.NewGuid(), "SessionStart")).Error);

        await brain.Until("another supervisor", () =>
            brain.Supervisor > 0 && brain.Note("supervisor.json").Contains("running", StringComparison.Ordinal)
        );
        Assert.Equal((silo, postmaster), (brain.Silo, brain.Postmaster));
        await SupervisedBrain.Kill(silo);
        await brain.Until("another silo", () => brain.Silo > 0);
        await brain.UntilReady();
    }

    [Fact]
    public async Task Without_losing_or_doubling_what_was_acknowledged()
    {
        await Begin();
        var session = Enumerable.Range(0, CallersMax).Select(_ => Guid.NewGuid()).ToArray();
        var lines = new ConcurrentBag<string>();
        var half = new TaskCompletionSource();
        var load = session
            .Select(id =>
                Task.Run(async () =>
                {
                    for (var turn = 0; turn < TurnsEach; turn++)
                    {
                        var prompt = Guid.NewGuid();
                        Assert.Equal(0, (await Hook(id, "Stop", prompt)).ExitCode);
                        lines.Add($"{id} {prompt}");
                        if (lines.Count >= CallersMax * TurnsEach / 3)
                            half.TrySetResult();
                    }
                })
            )
            .ToArray();

        await await Task.WhenAny(half.Task, Task.WhenAll(load));
        await SupervisedBrain.Kill(brain.Postmaster, brain.Silo);
        await Task.WhenAll(load);
        await brain.UntilReady();

        // What the hook could not tell is in the spool, which the next hooks deliver.
        await Eventually.See(
            () => brain.Client(["spool", "flush"]),
            run => run.ExitCode == 0,
            SupervisedBrain.SecondsMax
        );
        Assert.Equal("[]", (await brain.Client(["spool", "--json"])).Output.Trim());
        var ids = string.Join(',', session.Select(id => $"'{id}'"));
        Assert.Equal(
            lines.Order(StringComparer.Ordinal),
            (
                await brain.Query($"select session_id || ' ' || prompt_id from v2.turns where session_id in ({ids})")
            ).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task Once_however_many_say_up()
    {
        await Begin();
        Assert.Equal(0, (await brain.Say("down")).ExitCode);

        var runs = await Task.WhenAll(brain.Say("up"), brain.Say("up"));

        Assert.All(runs, run => Assert.True(run.ExitCode == 0, run.Error));
        Assert.Contains(runs, run => run.Output.Contains("already up", StringComparison.Ordinal));
        Assert.Single(Processes("Brain.Silo.dll"));
        Assert.Single(Processes("supervise"));
    }

    [Fact]
    public async Task Not_after_down()
    {
        await Begin();
        var ids = new[] { brain.Silo, brain.Postmaster, brain.Supervisor };
        await brain.Say("down");

        var hook = await Hook(Guid.NewGuid(), "SessionStart");
        var status = await brain.Client(["status"]);

        Assert.Contains("Mend it with: brain up", hook.Output, StringComparison.Ordinal);
        Assert.Contains("down: start it with: brain up", status.Output, StringComparison.Ordinal);
        Assert.All(ids, id => Assert.True(SupervisedBrain.IsGone(id), $"process {id} lives on"));
        Assert.Empty(Processes(""));
    }

    [Fact]
    public async Task Not_by_hooks_where_the_person_says_never()
    {
        await Begin();
        var settings = Path.Combine(brain.Home, "brain.json");
        await File.WriteAllTextAsync(settings, """{ "start": "never" }""");
        try
        {
            Assert.DoesNotContain(
                "faults",
                (await brain.Client(["status", "--json"])).Output,
                StringComparison.Ordinal
            );
            await SupervisedBrain.Kill(brain.Supervisor, brain.Silo);

            Assert.Contains(
                "Mend it with: brain up",
                (await Hook(Guid.NewGuid(), "Stop")).Output,
                StringComparison.Ordinal
            );

            Assert.Empty(Processes("supervise"));
            Assert.Empty(Processes("Brain.Silo.dll"));
        }
        finally
        {
            File.Delete(settings);
        }
    }

    [Fact]
    public async Task Ever_more_slowly_when_it_ends_at_once_and_says_so()
    {
        await Begin();
        var command = brain.Note("silo.command");
        await brain.Write("silo.command", "/bin/sh\n-c\nexit 7\n");
        try
        {
            await SupervisedBrain.Kill(brain.Silo);
            await brain.Until("a crash loop", () =>
                brain.Note("supervisor.json").Contains("\"loops\":true", StringComparison.Ordinal)
            );

            var status = await brain.Client(["status"]);
            var doctor = await brain.Client(["doctor"]);
            Assert.Contains("silo ends again and again", status.Output, StringComparison.Ordinal);
            Assert.Contains("exit code 7", status.Output, StringComparison.Ordinal);
            Assert.Contains("silo ends again and again", doctor.Output, StringComparison.Ordinal);
            Assert.Equal(1, doctor.ExitCode);

            // It waits for its next try, and `down` means down all the same.
            Assert.Equal(0, (await brain.Say("down")).ExitCode);
            Assert.Empty(Processes(""));
        }
        finally
        {
            await brain.Write("silo.command", command);
        }
    }

    [Fact]
    public async Task Without_anything_of_a_sessions_environment()
    {
        await Begin();
        await SupervisedBrain.Kill(brain.Supervisor, brain.Silo);

        await brain.Client(
            ["hook", "claude-code"],
            Event(Guid.NewGuid(), "Stop", Guid.NewGuid()),
            ("ANTHROPIC_API_KEY", "sk-of-the-session"),
            ("DOTNET_STARTUP_HOOKS", "/tmp/evil.dll"),
            ("BRAIN_PORT", "1"),
            ("HOME", "/tmp/elsewhere")
        );

        await brain.Until("another silo", () => brain.Silo > 0);
        await brain.UntilReady();
        foreach (var id in new[] { brain.Silo, brain.Supervisor })
        {
            var environment = await File.ReadAllTextAsync($"/proc/{id}/environ");
            Assert.DoesNotContain("sk-of-the-session", environment, StringComparison.Ordinal);
            Assert.DoesNotContain("evil", environment, StringComparison.Ordinal);
            Assert.DoesNotContain("elsewhere", environment, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Never_from_a_folder_that_is_not_the_programs_own()
    {
        await Begin();
        var slipped = Directory.CreateDirectory(Path.Combine(brain.Folder, "slipped")).FullName;
        Directory.CreateDirectory(Path.Combine(slipped, "run"));
        Directory.CreateSymbolicLink(Path.Combine(slipped, "bin"), Path.Combine(brain.Home, "bin"));
        await File.WriteAllTextAsync(Path.Combine(slipped, "run", "desired"), "up\n");
        await File.WriteAllTextAsync(Path.Combine(slipped, "run", "silo.command"), $"/bin/touch\n{slipped}/ran\n");

        var hook = await brain.Client(
            ["hook", "claude-code"],
            Event(Guid.NewGuid(), "Stop", Guid.NewGuid()),
            ("BRAIN_HOME", slipped)
        );

        Assert.Contains("Mend it with: brain up", hook.Output, StringComparison.Ordinal);
        Assert.Empty(Processes($"{slipped}/bin/brain"));
        Assert.False(File.Exists(Path.Combine(slipped, "ran")));
        Assert.False(File.Exists(Path.Combine(slipped, "run", "start.lock")));
    }

    private static bool IsDown(ProgramRun hook) => hook.Output.Contains("The brain is down", StringComparison.Ordinal);

    private async Task Begin()
    {
        SupervisedBrain.Require();
        await brain.Up();
        var flushed = await Eventually.See(
            () => brain.Client(["spool", "flush"]),
            run => run.ExitCode == 0,
            SupervisedBrain.SecondsMax
        );
        Assert.True(flushed.ExitCode == 0, $"{flushed.Output}\n{flushed.Error}");
    }

    private Task<ProgramRun> Hook(Guid session, string name, Guid? prompt = null) =>
        brain.Client(["hook", "claude-code"], Event(session, name, prompt ?? Guid.NewGuid()));

    private static string Event(Guid session, string name, Guid prompt) =>
        JsonSerializer.Serialize(
            new
            {
                session_id = session,
                hook_event_name = name,
                prompt_id = prompt,
                cwd = "/home/user/project",
                source = "startup",
                last_assistant_message = "done",
            }
        );

    // Those that were started with a path of this brain, and with a word.
    private string[] Processes(string word) =>
        [
            .. Directory
                .EnumerateDirectories("/proc")
                .Where(folder => int.TryParse(Path.GetFileName(folder), out _))
                .Select(Words)
                .Where(words =>
                    words.Contains(brain.Folder, StringComparison.Ordinal)
                    && words.Contains(word, StringComparison.Ordinal)
                ),
        ];

    private static string Words(string folder)
    {
        try
        {
            return File.ReadAllText($"{folder}/cmdline").Replace('\0', ' ');
        }
        catch (IOException)
        {
            return "";
        }
    }
}
