namespace Brain.Acceptance;

/// <summary>The brain's data and the major versions of Postgres.</summary>
public sealed class UpgradingPostgres : IAsyncDisposable
{
    private const string Marked = "select id from v2.sessions order by 1";
    private readonly SupervisedBrain brain = new();

    public ValueTask DisposeAsync() => brain.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Is_finished_when_it_was_killed_once_whole(bool renamed)
    {
        var sessions = await Begun();
        await brain.Say("down");
        var data = Path.Combine(brain.Home, "pg");
        await Shell($"cp -a '{data}' '{data}.upgraded' && rm -f '{data}/global/pg_control'");
        if (renamed)
            Directory.Move(data, data + ".postgres-1");

        await brain.Up();

        Assert.Equal(sessions, await brain.Query(Marked));
        Assert.False(Directory.Exists(data + ".upgraded"));
        Assert.NotEmpty(Directory.GetDirectories(brain.Home, "pg.postgres-*"));
    }

    [Fact]
    public async Task Is_as_if_never_begun_when_killed_before()
    {
        var sessions = await Begun();
        await brain.Say("down");
        Directory.CreateDirectory(Path.Combine(brain.Home, "pg.upgrading"));

        await brain.Up();

        Assert.Equal(sessions, await brain.Query(Marked));
    }

    [Fact]
    public async Task Is_asked_for_by_name_where_the_server_is_gone()
    {
        var sessions = await Begun();
        await brain.Say("down");
        var version = Path.Combine(brain.Home, "pg", "PG_VERSION");
        var made = await File.ReadAllTextAsync(version);
        await File.WriteAllTextAsync(version, "13\n");

        var run = await brain.Say("up");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("was made by Postgres 13, which is not on this machine", run.Error, StringComparison.Ordinal);
        Assert.Contains("./brain up --upgrade-postgres", run.Error, StringComparison.Ordinal);
        await File.WriteAllTextAsync(version, made);
        await brain.Up();
        Assert.Equal(sessions, await brain.Query(Marked));
    }

    [Fact]
    public async Task Moves_every_row_and_keeps_the_old_folder()
    {
        var sessions = await Begun();

        var run = await brain.Say("up", "--upgrade-postgres");

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(sessions, await brain.Query(Marked));
        Assert.SkipWhen(
            run.Output.Contains("the newest with pgvector on this machine", StringComparison.Ordinal),
            "Only one major version of Postgres is here."
        );
        Assert.NotEmpty(Directory.GetDirectories(brain.Home, "pg.postgres-*"));
    }

    private async Task<string[]> Begun()
    {
        SupervisedBrain.Require();
        await brain.InitializeAsync();
        await brain.Up();
        await brain.Client(
            ["hook", "claude-code"],
            $$"""{"session_id":"{{Guid.NewGuid()}}","hook_event_name":"SessionStart","source":"startup","cwd":"/tmp"}"""
        );
        // What a busy machine's brain was late with waits there.
        await brain.Client(["spool", "flush"]);
        var sessions = await brain.Query(Marked);
        Assert.NotEmpty(sessions);
        return sessions;
    }

    private static async Task Shell(string script)
    {
        var run = await ProgramRun.Of(new("bash", ["-c", script]));
        Assert.True(run.ExitCode == 0, run.Error);
    }
}
