using System.Text;

namespace Brain.Acceptance;

/// <summary>
/// <c>brain forget</c> on a brain with a private Postgres: every byte of its data folder, of its home and of a
/// <c>pg_dump</c> is looked at afterwards.
/// </summary>
public sealed class ForgettingLeavesNoByte : IAsyncLifetime
{
    private const string Session = "5e551012-0000-4000-8000-000000000001";
    private const string Phrase = "seventeen amber kestrels open the vault";

    private static readonly byte[] Sought = Encoding.UTF8.GetBytes("amber kestrels");

    private readonly Scratch project = new();
    private PrivatePostgres? postgres;
    private BrainFixture? brain;

    private BrainFixture Brain => brain!;

    public async ValueTask InitializeAsync()
    {
        BrainFixture.Require();
        PrivatePostgres.Require();
        postgres = await PrivatePostgres.Make();
        brain = new() { Server = postgres.Libpq };
        await brain.InitializeAsync();
        // As a private cluster lies in its brain's home.
        Directory.CreateSymbolicLink(Path.Combine(brain.Home, "pg"), postgres.Data);
    }

    public async ValueTask DisposeAsync()
    {
        if (brain is not null)
        {
            brain.TellOfAFailure();
            await brain.DisposeAsync();
        }

        if (postgres is not null)
            await postgres.DisposeAsync();
        project.Dispose();
    }

    [Fact]
    public async Task Of_matching_words_behind_the_last_version()
    {
        await Talk();
        Assert.NotEmpty(Holding(postgres!.Data));

        var done = await Brain.Client(["forget", "--matching", "AMBER kestrels", "--yes"]);

        Assert.True(done.ExitCode == 0, done.Output + done.Error);
        Assert.Contains("learnings.text", done.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("kestrels", done.Output, StringComparison.Ordinal);
        await NothingIsLeft();
        // The server goes on as it did before.
        Assert.Equal(["on"], await Brain.Database.Query<string>("select current_setting('wal_recycle')"));
        await Hook("UserPromptSubmit", """ "prompt": "and now?", "prompt_id": "p9" """);
    }

    [Fact]
    public async Task Of_a_session_whose_silo_was_killed_in_the_middle()
    {
        await Talk();

        var running = Brain.Client(["forget", "--session", Session, "--yes"]);
        await Eventually.See(
            () => Brain.Database.Query<long>("select count(*) from brain.forget_runs"),
            count => count is [> 0],
            secondsMax: 120
        );
        await Brain.KillHard();
        await running;
        await Brain.Start();

        await Eventually.See(
            () => Brain.Database.Query<long>("select count(*) from brain.forget_runs"),
            count => count is [0],
            secondsMax: 180
        );
        await NothingIsLeft();
        Assert.Single(
            await Brain.Database.Query<string>(
                "select detail::text from v2.audit_log where action = 'knowledge.forgotten'"
            )
        );
    }

    private async Task Talk()
    {
        await Hook("SessionStart", """ "source": "startup" """);
        await Hook("UserPromptSubmit", $""" "prompt": "Remember that {Phrase}", "prompt_id": "p1" """);
        await Hook("Stop", $""" "last_assistant_message": "I see: {Phrase}.", "prompt_id": "p1" """);
        await Brain.Database.Query<string>(
            $"insert into v2.learnings (session_id, text) values ('{Session}', 'So {Phrase}') returning ''"
        );
        foreach (var _ in Enumerable.Range(0, 3))
            await Brain.Database.Query<string>("update v2.learnings set text = text || '.' returning ''");
        // What the planner keeps, and segments of the log that are used again later with what is in them.
        foreach (var _ in Enumerable.Range(0, 4))
        {
            await Brain.Database.Query<string>(
                $"select pg_logical_emit_message(false, 'test', repeat('{Phrase} ', 400000))::text"
            );
            await Brain.Database.Query<string>("select pg_switch_wal()::text");
        }

        await Execute("analyze");
        await Execute("checkpoint");
    }

    private async Task NothingIsLeft()
    {
        var dump = await ProgramRun.Of(
            new(
                Path.Combine(Environment.GetEnvironmentVariable("BRAIN_TEST_POSTGRES_BIN")!, "pg_dump"),
                ["-d", Brain.Database.Libpq.Text]
            )
        );
        Assert.Equal(0, dump.ExitCode);
        Assert.Contains("COPY v2.learnings", dump.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("kestrels", dump.Output, StringComparison.OrdinalIgnoreCase);
        Assert.Empty(Holding(postgres!.Data));
        Assert.Empty(Holding(Brain.Home));
    }

    private static string[] Holding(string folder) =>
        [
            .. Directory
                .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Where(file => !file.EndsWith(".sock", StringComparison.Ordinal) && Holds(file)),
        ];

    private static bool Holds(string file)
    {
        try
        {
            return File.ReadAllBytes(file).AsSpan().IndexOf(Sought) >= 0;
        }
        catch (IOException)
        {
            return false; // It went away a moment ago.
        }
    }

    private Task<string[]> Execute(string statement) => Brain.Database.Query<string>(statement);

    private Task<string> Hook(string name, string fields) =>
        Brain.Hook(
            $$"""{"session_id": "{{Session}}", "hook_event_name": "{{name}}", "cwd": "{{project.Path}}", {{fields}}}"""
        );
}
