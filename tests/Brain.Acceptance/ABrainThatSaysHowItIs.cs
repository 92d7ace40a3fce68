using System.Net;
using System.Text.Json.Nodes;
using Npgsql;

namespace Brain.Acceptance;

/// <summary>
/// Readiness is a state: a real silo whose real Postgres is gone, hangs, is locked, takes no writes, has a full disk or
/// commits nowhere, and is well again. All without an event: nobody has to run into it first, but for the last.
/// </summary>
public sealed class ABrainThatSaysHowItIs : IAsyncDisposable
{
    // How fast is a benchmark's matter; here only that it comes.
    private const int SecondsMax = 120;

    private PrivatePostgres? postgres;
    private BrainFixture? brain;
    private NpgsqlConnection? holder;

    public async ValueTask DisposeAsync()
    {
        brain?.TellOfAFailure();
        if (holder is not null)
            await holder.DisposeAsync();
        // Its database is dropped there.
        if (postgres is not null)
            await postgres.BeUp();
        if (brain is not null)
            await brain.DisposeAsync();
        if (postgres is not null)
            await postgres.DisposeAsync();
    }

    [Theory]
    [InlineData("is gone", "database.gone", "Failed to connect")]
    [InlineData("hangs", "database.hangs", "database.hangs")]
    [InlineData("is locked", "database.locked", "(the holder, user brain) holds v2.turns since")]
    [InlineData("takes no writes", "database.read_only", "read-only transaction")]
    [InlineData("is full", "database.full", "full: 0 KiB of 192 MiB free for Postgres")]
    [InlineData("commits nowhere", "database.hangs", "database.hangs")]
    public async Task Is_not_ready_while_its_database_takes_no_writes(string state, string reason, string finding)
    {
        await Begin(small: state == "is full");
        Assert.Equal(0, (await brain!.Client(["status"])).ExitCode);

        await Harm(state);
        var hook = state == "commits nowhere" ? brain.TryHook(Prompt()) : null;
        var (status, body) = await Eventually.See(
            () => brain.Get("/readyz"),
            answer => answer.Status != HttpStatusCode.OK,
            SecondsMax
        );

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.StartsWith($"not ready: {reason}: ", body, StringComparison.Ordinal);
        var shown = await brain.Client(["status", "--json"]);
        var json = JsonNode.Parse(shown.Output)!;
        Assert.Equal((4, false, reason), (shown.ExitCode, (bool)json["ready"]!, (string)json["reason"]!));
        Assert.NotNull(json["since"]);
        Assert.Contains(reason, (await brain.Client(["status"])).Output, StringComparison.Ordinal);
        // Who holds a lock for less than a second is none to be told of.
        var doctor = await Eventually.See(() => brain.Client(["doctor"]), run => Says(run, finding), SecondsMax);
        Assert.Contains(finding, doctor.Output, StringComparison.Ordinal);
        Assert.Equal(1, doctor.ExitCode);
        Assert.Contains("with no end noted", doctor.Output, StringComparison.Ordinal);

        await Mend(state);
        var again = await Eventually.See(
            () => brain.Get("/readyz"),
            answer => answer.Status == HttpStatusCode.OK,
            SecondsMax
        );
        Assert.Equal((HttpStatusCode.OK, "ready\n"), again);
        if (hook is not null)
            await hook;
        Assert.Equal(0, (await brain.Client(["status"])).ExitCode);
        var well = await brain.Client(["doctor"]);
        Assert.Contains("one write, taken back", well.Output, StringComparison.Ordinal);
        Assert.Contains($" s): {reason}", well.Output, StringComparison.Ordinal);
        var log = await File.ReadAllLinesAsync(Path.Combine(brain.Home, "logs", "silo.log"));
        Assert.Single(log, line => line.Contains($"takes no writes ({reason})", StringComparison.Ordinal));
        Assert.Single(log, line => line.Contains("takes writes again, after", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Says_what_it_can_when_nothing_runs()
    {
        await Begin();
        await brain!.KillHard();
        await postgres!.StopAtOnce();
        Directory.CreateSymbolicLink(Path.Combine(brain.Home, "pg"), postgres.Data);

        var status = await brain.Client(["status", "--json"]);
        var doctor = await brain.Client(["doctor"]);
        var nowhere = await brain.Shell("mkdir gone && cd gone && rmdir ../gone && \"$BRAIN\" doctor");

        Assert.Equal((3, "down"), (status.ExitCode, (string)JsonNode.Parse(status.Output)!["reason"]!));
        foreach (var run in new[] { doctor, nowhere })
        {
            Assert.Equal((1, ""), (run.ExitCode, run.Error));
            Assert.Contains("it does not run", run.Output, StringComparison.Ordinal);
            Assert.Contains("free for home", run.Output, StringComparison.Ordinal);
            Assert.Contains("nothing waits", run.Output, StringComparison.Ordinal);
            Assert.DoesNotContain("can't be looked at", run.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Quotes_the_words_of_a_postgres_that_its_log_of_changes_stopped()
    {
        await SmallDisk.Require();
        await Begin(small: true);
        await postgres!.FillItsLog();
        Directory.CreateSymbolicLink(Path.Combine(brain!.Home, "pg"), postgres.Data);
        postgres.MakeRoom();
        File.CreateSymbolicLink(Path.Combine(postgres.Data, "start.log"), postgres.Log);
        await File.AppendAllTextAsync(
            postgres.Log,
            "2026-11-28 10:00:00 UTC [1] PANIC:  \e]0;a title\a\u202e\e[2Jwiped\n"
        );

        var doctor = await brain.Client(["doctor"]);

        Assert.Contains("PANIC:  could not write to file \"pg_wal/", doctor.Output, StringComparison.Ordinal);
        Assert.Contains("No space left on device", doctor.Output, StringComparison.Ordinal);
        Assert.Contains("make room on its disk", doctor.Output, StringComparison.Ordinal);
        Assert.Contains("wiped", doctor.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(doctor.Output, letter => letter is '\e' or '\a' or '\u202e');
    }

    [Fact]
    public async Task Finds_a_full_disk_of_the_spool()
    {
        await SmallDisk.Require();
        await Begin();
        await using var disk = await SmallDisk.Mount(Path.Combine(brain!.Home, "spool"), "1m");
        await disk.Fill();

        var doctor = await brain.Client(["doctor"]);

        Assert.Equal(1, doctor.ExitCode);
        Assert.Contains("full: 0 KiB of 1 MiB free for spool", doctor.Output, StringComparison.Ordinal);
    }

    private static string Prompt() =>
        $$"""{"session_id":"{{Guid.NewGuid()}}","hook_event_name":"UserPromptSubmit","prompt":"p"}""";

    private static bool Says(ProgramRun run, string words) => run.Output.Contains(words, StringComparison.Ordinal);

    private async Task Begin(bool small = false)
    {
        BrainFixture.Require();
        PrivatePostgres.Require();
        if (small)
            await SmallDisk.Require();
        postgres = await PrivatePostgres.Make(small);
        brain = new() { Server = postgres.Libpq };
        await brain.InitializeAsync();
    }

    private async Task Harm(string state)
    {
        await (
            state switch
            {
                "is gone" => postgres!.StopAtOnce(),
                "hangs" => postgres!.Hang(),
                "is locked" => Hold(),
                "takes no writes" => postgres!.BeReadOnly(true),
                "commits nowhere" => postgres!.CommitNowhere(true),
                _ => postgres!.Fill(),
            }
        );
    }

    private Task Mend(string state) =>
        state switch
        {
            "is gone" => postgres!.Start(),
            "hangs" => postgres!.GoOn(),
            "is locked" => holder!.CloseAsync(),
            "takes no writes" => postgres!.BeReadOnly(false),
            "commits nowhere" => postgres!.CommitNowhere(false),
            _ => postgres!.Empty(),
        };

    private async Task Hold()
    {
        holder = new(brain!.Database.Libpq.Npgsql() + ";Pooling=false;Application Name=the holder");
        await holder.OpenAsync();
        await using var command = new NpgsqlCommand("begin; lock table v2.turns in access exclusive mode", holder);
        await command.ExecuteNonQueryAsync();
    }
}
