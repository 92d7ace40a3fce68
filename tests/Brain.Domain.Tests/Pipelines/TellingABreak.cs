using Brain.Domain.Decisions;
using Brain.Domain.Personas;
using Brain.Domain.Pipelines;
using Brain.Domain.Watching;
using Brain.Messages.Pipelines;
using Brain.Messages.Sessions;
using static Brain.Tests.Pipelines.SomeRun;

namespace Brain.Tests.Pipelines;

public sealed class TellingABreak
{
    private static readonly Persona Steve = new()
    {
        Id = SomeRun.Persona,
        Name = "Steve",
        Emoji = "🔧",
        Job = "releases",
    };
    private static readonly AlertRules Rules = new("brain", 3, ["bell"], "http://localhost/{run}");
    private static readonly Definition Release = SomeRun.Links("drafted", "committed 2h", "tested 3h");

    [Fact]
    public void Is_a_comment_of_the_pipelines_persona()
    {
        var row = Tell(SomeRun.Of(Release, "v2"), new(Steve, null));

        Assert.Equal(
            new(
                SomeRun.Persona,
                "release \"v2\": 'committed' was due Mon 23 Nov 2026 12:00 UTC, 2h after 'drafted' (1f2e3d4c)",
                null
            ),
            row
        );
    }

    [Fact]
    public void Says_how_late_it_came_when_it_is_there_already() =>
        Assert.Equal(
            "release: 'committed' was due Mon 23 Nov 2026 12:00 UTC, 2h after 'drafted', and came 1h 30m late "
                + "(1f2e3d4c)",
            Tell(SomeRun.Of(Release), new(Steve, null), run => run.Reach("committed", At(3.5))).Comment
        );

    [Fact]
    public void Counts_from_the_start_when_nothing_comes_before_it() =>
        Assert.Equal(
            "release: 'drafted' was due Mon 23 Nov 2026 11:00 UTC, 1h after its start (1f2e3d4c)",
            Tell(SomeRun.Of(SomeRun.Links("drafted 1h")), new(Steve, null)).Comment
        );

    [Fact]
    public void Counts_from_what_came_last_and_not_from_its_neighbour() =>
        Assert.Equal(
            "release: 'c' was due Mon 23 Nov 2026 12:30 UTC, 1h after 'a' (1f2e3d4c)",
            Tell(SomeRun.Of(SomeRun.Links("a 9h", "b", "c 1h")), new(Steve, null), run =>
                run.Reach("b", At(1)).Next.Reach("a", At(1.5)).Next.Check(At(9))
            ).Comment
        );

    [Fact]
    public void Sends_a_message_where_ntfy_is_configured()
    {
        var ntfy = Tell(SomeRun.Of(Release, "v2"), new(Steve, Rules)).Ntfy!;

        Assert.Equal((3, "🔧 Steve: release \"v2\" is late"), (ntfy.Priority, ntfy.Title));
        Assert.Equal(
            "release \"v2\": 'committed' was due Mon 23 Nov 2026 12:00 UTC, 2h after 'drafted'\nbrain pipeline "
                + $"show {Id}",
            ntfy.Message
        );
        Assert.Equal(["bell"], ntfy.Tags);
        Assert.Equal($"http://localhost/{Id}", ntfy.Click);
    }

    [Fact]
    public void Goes_where_the_definition_says()
    {
        var own = Release with { Ntfy = new("releases", 5, ["package"], "https://example.com/{run}?again={run}") };

        var ntfy = Tell(SomeRun.Of(own), new(Steve, Rules)).Ntfy!;

        Assert.Equal(("releases", 5, $"https://example.com/{Id}?again={Id}"), (ntfy.Topic, ntfy.Priority, ntfy.Click));
        Assert.Equal(["package"], ntfy.Tags);
        Assert.Empty(
            Tell(SomeRun.Of(Release with { Ntfy = own.Ntfy with { Tags = [] } }), new(Steve, Rules)).Ntfy!.Tags
        );
        Assert.Equal("releases", Tell(SomeRun.Of(own), new(Steve, Rules with { Topic = null })).Ntfy?.Topic);
    }

    [Fact]
    public void Sends_no_message_without_a_server() =>
        Assert.Null(Tell(SomeRun.Of(Release with { Ntfy = new("releases", null, null, null) }), new(Steve, null)).Ntfy);

    [Theory]
    [InlineData("brain")]
    [InlineData(null)]
    public void Leaves_to_the_sender_where_a_message_goes_that_names_no_topic(string? configured)
    {
        var ntfy = Tell(SomeRun.Of(Release), new(Steve, Rules with { Topic = configured })).Ntfy!;

        Assert.Equal((null, "🔧 Steve: release is late"), (ntfy.Topic, ntfy.Title));
    }

    [Fact]
    public void Is_told_in_nobodys_name_when_the_persona_is_gone() =>
        Assert.Equal("release is late", Tell(SomeRun.Of(Release), new(null, Rules)).Ntfy?.Title);

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    public void Leads_nowhere_when_that_is_not_said(string? click) =>
        Assert.Null(Tell(SomeRun.Of(Release), new(Steve, Rules with { Click = click })).Ntfy?.Click);

    [Fact]
    public void Leads_nowhere_beyond_a_thousand_characters()
    {
        Assert.Equal(1_000, Click(964)?.Length);
        Assert.Null(Click(965));

        static string? Click(int length) =>
            Tell(SomeRun.Of(Release), new(Steve, Rules with { Click = new string('x', length) + "{run}" })).Ntfy?.Click;
    }

    [Theory]
    [InlineData("deploy password=hunter2222", "deploy password=[redacted]")]
    [InlineData("ghp_0123456789abcdef0123456789abcdef0123", "[redacted]")]
    [InlineData("rotate the secret", "rotate the secret")]
    [InlineData("-----BEGIN PRIVATE KEY----- abcdefabcdefabcdef", "[redacted]")]
    [InlineData("two\nlines\tof it", "two lines of it")]
    public void Keeps_secrets_of_the_subject_and_nothing_else_to_itself(string subject, string shown)
    {
        var row = Tell(SomeRun.Of(Release, subject), new(Steve, Rules));

        Assert.Equal(
            $"release \"{shown}\": 'committed' was due Mon 23 Nov 2026 12:00 UTC, 2h after 'drafted' (1f2e3d4c)",
            row.Comment
        );
        Assert.Equal($"🔧 Steve: release \"{shown}\" is late", row.Ntfy!.Title);
        Assert.StartsWith($"release \"{shown}\": 'committed' was due", row.Ntfy.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fits_its_rows_whatever_it_is_called()
    {
        var link = new string('x', Brain.Domain.Pipelines.Link.NameMax);
        var definition = new Definition([new(link) { WithinS = Allowance.SecondsMax - 1 }]);
        var pipeline = new Pipeline(
            Guid.Empty,
            new('p', PipelineFile.NameMax),
            int.MaxValue,
            SomeRun.Persona,
            definition
        );
        var run = Run.Of(Id, pipeline, Start) with
        {
            Subject = string.Concat(Enumerable.Repeat("🔧", Run.SubjectMax / 2)),
        };

        var row = Tell(run, new(Steve with { Name = new('S', PersonaName.LengthMax) }, Rules), begun =>
            begun.Reach(link, At(24 * 3_700))
        );

        Assert.InRange(row.Comment.Length, 1, WatchEvaluator.CommentMax);
        Assert.InRange(row.Ntfy!.Title.Length, 1, 250);
        Assert.InRange(row.Ntfy.Message.Length, 1, 1_000);
        Assert.EndsWith(Id.ToString(), row.Ntfy.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Comes_with_its_own_row_and_no_other()
    {
        var moved = SomeRun.Of(Release).Begin(Start).Next.Reach("committed", At(3));
        var change = RunChange.Of(
            moved,
            new(RunMove.Reach, "committed") { Source = "cli", Report = 7 },
            new(Steve, Rules)
        );

        Assert.Equal(
            (Id, 1, "open", 3, "cli", 7L),
            (change.RunId, change.Known, change.Status, change.Awaiting, change.Source, change.Report)
        );
        Assert.Equal((At(6), null, null), (change.DueAt, change.BrokenAt, change.EndedAt));
        Assert.Equal(
            [
                ("broken", 2, "committed", At(2), At(2)),
                ("reached", 2, "committed", At(3), At(2)),
                ("healed", 2, "committed", At(3), At(2)),
            ],
            change.Events.Select(row => (row.Kind, row.Place, row.Link, row.At, row.DueAt!.Value))
        );
        Assert.Equal([true, false, false], change.Events.Select(row => row.Tell is not null));
    }

    private static TellRow Tell(
        Run run,
        BreakRecipients recipients,
        Func<Run, Decision<Run, Receipt, RunEvents>>? move = null
    )
    {
        var moved = (move ?? (begun => begun.Check(At(9))))(run.Begin(Start).Next);
        return Assert
            .Single(RunChange.Of(moved, new(RunMove.Reach), recipients).Events, row => row.Tell is not null)
            .Tell!;
    }
}
