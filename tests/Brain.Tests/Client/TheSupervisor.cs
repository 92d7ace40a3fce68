using System.Text.Json;
using Brain.Client.Supervisor;

namespace Brain.Tests.Client;

/// <summary>What the supervisor decides, without a process.</summary>
public sealed class TheSupervisor
{
    [Fact]
    public void Waits_twice_as_long_each_time_up_to_a_limit()
    {
        var delays = new List<int>();
        var backoff = default(RestartBackoff);
        for (var failure = 0; failure < 12; failure++)
            delays.Add((backoff = backoff.AfterEnd()).DelayMs);

        Assert.Equal([100, 200, 400, 800, 1_600, 3_200, 6_400, 12_800, 25_600, 30_000, 30_000, 30_000], delays);
    }

    [Theory]
    [InlineData(RestartBackoff.LoopFailuresMin - 1, false)]
    [InlineData(RestartBackoff.LoopFailuresMin, true)]
    public void Calls_it_a_loop_after_some_failures(int failures, bool loops) =>
        Assert.Equal(loops, new RestartBackoff(failures).Loops);

    [Theory]
    [InlineData("""{ "chat": { "provider": "anthropic" } }""", "ANTHROPIC_API_KEY")]
    [InlineData("""{ "chat": { "provider": "OpenAI", "key_env": "MY_KEY" } }""", "MY_KEY")]
    [InlineData("""{ "chat": { "provider": "anthropic", "key_file": "/k" } }""", "")]
    [InlineData("""{ "chat": { "provider": "ollama" } }""", "")]
    [InlineData("""{ "ntfy": { "token_env": "NTFY_TOKEN" } }""", "NTFY_TOKEN")]
    [InlineData("""{ "projects": [] }""", "")]
    public void Keeps_a_key_only_where_the_person_names_it(string file, string kept)
    {
        (string, string)[] all =
        [
            ("ANTHROPIC_API_KEY", "a"),
            ("OPENAI_API_KEY", "b"),
            ("MY_KEY", "c"),
            ("NTFY_TOKEN", "d"),
        ];

        var keys = RememberedEnvironment.KeyVariables(JsonDocument.Parse(file).RootElement);

        Assert.Equal(kept, string.Join(',', RememberedEnvironment.Kept(all, keys).Select(line => line.Split('=')[0])));
    }

    [Fact]
    public void Keeps_what_the_silo_reads_and_nothing_of_a_hook()
    {
        (string, string)[] all =
        [
            ("PATH", "/bin"),
            ("BRAIN_PORT", "1"),
            ("BRAIN_HOME", "/h"),
            ("BRAIN_HARD", "1"),
            ("BRAIN_TEST_SILO", "x"),
            ("CLAUDE_PID", "7"),
            ("PGPASSFILE", "/p"),
            ("QWEN_HOME", "/q"),
            ("GEMINI_CLI_HOME", "/g"),
            ("GITHUB_TOKEN", "t"),
            ("LANG", "a\nb"),
        ];

        Assert.Equal(
            ["BRAIN_PORT=1", "GEMINI_CLI_HOME=/g", "PATH=/bin", "PGPASSFILE=/p", "QWEN_HOME=/q"],
            RememberedEnvironment.Kept(all, []).Order(StringComparer.Ordinal)
        );
    }

    [Theory]
    [InlineData(0x0700, "ended with exit code 7")]
    [InlineData(9, "signal 9")]
    [InlineData(134 << 8, "exit code 134")]
    public void Says_how_a_process_ended(int status, string words) =>
        Assert.Contains(words, ProcessEnd.Of(status).ToText(), StringComparison.Ordinal);

    [Fact]
    public void Finds_no_program_of_a_process_that_is_gone()
    {
        Assert.Equal(Environment.ProcessPath, PosixProcess.Program(Environment.ProcessId));
        Assert.Null(PosixProcess.Program(int.MaxValue));
    }

    [Fact]
    public void Goes_on_when_it_can_not_look()
    {
        using var home = new ScratchFolder();
        Directory.CreateDirectory(home.Path + "/logs");
        var watch = new ProcessWatch(new Unlookable(), new(new(home.Path)));

        Assert.True(watch.Step(0));
        Assert.False(watch.Step(1));
        Assert.True(watch.Step(watch.IdleMs(0)));

        Assert.Equal(2, File.ReadAllText(home.Path + "/logs/supervisor.log").Split("no such thing").Length - 1);
    }

    private sealed class Unlookable() : Supervised("thing")
    {
        internal override int Find() => throw new IOException("no such thing");

        internal override bool MayStart() => true;

        internal override int Start() => throw new InvalidOperationException("It was not found.");

        internal override (int Signal, int WithinMs)[] Stops => [];
    }
}
