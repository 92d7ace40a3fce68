using Brain.Tests.Pipelines;

namespace Brain.Acceptance;

/// <summary>
/// Many runs that are late at once, while silos are killed for real: each is told once. The server is one that knows no
/// sequence_id, so that nothing but the brain keeps people from reading a message twice.
/// </summary>
public sealed class ALatePipeline : IAsyncDisposable
{
    private const int Runs = 40;

    // A reminder that was lost with its silo is found within 40 seconds of its silo's end being known, on a machine
    // that is not busy.
    private const int FoundSecondsMax = 90;

    // What a killed silo was sending is sent by another when its lease is over.
    private const int SentSecondsMax = 90;

    private const string Bread =
        "name: bread\ntell: Librarian\nlinks:\n  - name: kneaded\n  - name: risen\n    within: 12s\n";

    private readonly BrainFixture _first = new();
    private readonly BrainFixture _second;
    private FakeNtfyServer? _ntfy;

    public ALatePipeline() => _second = new() { Joins = _first };

    public async ValueTask DisposeAsync()
    {
        _first.TellOfAFailure();
        await _second.DisposeAsync();
        await _first.DisposeAsync();
        if (_ntfy is not null)
            await _ntfy.DisposeAsync();
    }

    [Theory]
    [InlineData("due_at <= now() + interval '1 second'")]
    [InlineData("broken_at is not null")]
    public async Task Is_told_once_when_one_of_two_silos_is_killed(string moment)
    {
        await Begin(_first, _second);
        await StartRuns(_first, _second);
        await Eventually.See(() => Count($"v2.pipeline_runs where {moment}"), count => count > 0, FoundSecondsMax);

        await _second.KillHard();

        await IsToldOnce();
    }

    [Fact]
    public async Task Is_told_once_by_a_silo_that_comes_back()
    {
        await Begin(_first);
        await StartRuns(_first);
        await _first.KillHard();
        await Eventually.See(
            () => Count("v2.pipeline_runs where due_at > now()"),
            count => count == 0,
            FoundSecondsMax
        );
        Assert.Equal(0, await Count("v2.invariant_events where status = 'broken'"));

        await _first.Start();

        await IsToldOnce();
    }

    [Fact]
    public async Task Is_told_once_when_its_silo_is_killed_while_it_tells()
    {
        await Begin(_first);
        await StartRuns(_first);
        await Eventually.See(() => Count("v2.notifications"), count => count > 0, FoundSecondsMax);

        await _first.KillHard();
        await _first.Start();

        await IsToldOnce();
    }

    private async Task Begin(params BrainFixture[] brains)
    {
        BrainFixture.Require();
        _ntfy = await FakeNtfyServer.Start();
        _ntfy.KnowsSequences = false;
        foreach (var brain in brains)
        {
            Directory.CreateDirectory(brain.Home);
            await File.WriteAllTextAsync(
                Path.Combine(brain.Home, "brain.json"),
                $$"""{ "ntfy": { "server": "{{_ntfy.Url}}", "topic": "home" } }"""
            );
            await brain.InitializeAsync();
        }

        var defined = await _first.Client(["pipeline", "define", "-"], Bread);
        Assert.True(defined.ExitCode == 0, defined.Error);
    }

    // A run lives on the silo that it was started through.
    private static async Task StartRuns(params BrainFixture[] brains)
    {
        var started = await Task.WhenAll(
            Enumerable
                .Range(0, Runs)
                .Select(run => brains[run % brains.Length].Client(["pipeline", "start", "bread", $"loaf {run}"]))
        );
        Assert.All(started, run => Assert.Equal("", run.Error));
    }

    private async Task IsToldOnce()
    {
        var broken = await Eventually.See(
            () => Count("v2.invariant_events where status = 'broken'"),
            count => count >= Runs,
            FoundSecondsMax
        );
        Assert.Equal(Runs, broken);
        await Eventually.See(
            () => Count("v2.notifications where status = 'sent'"),
            count => count >= Runs,
            SentSecondsMax
        );

        // One of each for every run, and nothing but this.
        Assert.Equal(
            [$"{Runs} {Runs} {Runs} {Runs} {Runs} {Runs}"],
            await _first.Database.Query<string>(
                """
                select concat_ws(' ', count(*), count(distinct e.run_id), count(distinct c.id), count(distinct n.id),
                  (select count(*) from v2.persona_comments), (select count(*) from v2.notifications where status = 'sent'))
                from v2.invariant_events e
                left join v2.persona_comments c on c.event_id = e.id
                left join v2.notifications n on n.event_id = e.id
                where e.status = 'broken'
                """
            )
        );
        Assert.Equal(Runs, _ntfy!.Kept.Count);
        Assert.Equal(
            Runs,
            _ntfy.Kept.Select(message => (string)message["message"]!).Distinct(StringComparer.Ordinal).Count()
        );
    }

    private async Task<long> Count(string rows) =>
        (await _first.Database.Query<long>($"select count(*) from {rows}")).Single();
}
