using System.Collections.Immutable;
using Brain.Domain.Personas;
using Brain.Domain.Review;
using Brain.Domain.Sessions;
using Brain.Domain.Watching;
using Brain.Tests.Sessions;

namespace Brain.Tests.Personas;

/// <summary>Who is muted, and what is heard of it all the same.</summary>
public sealed class AMutedPersona
{
    [Fact]
    public void Is_not_made_of_lines_that_say_nothing_was_seen()
    {
        var comment = new CommentToRate(Guid.NewGuid(), "Steve", 6, "no external calls this turn");
        var turn = new TurnToClassify
        {
            Num = 6,
            Status = "ok",
            Asked = "go on",
            Answered = "Done.",
        };

        Assert.Null(CommentRater.Of(comment, turn, new(TurnClass.Mistake, 0.9, "")));
        var quiet = comment with { Nothing = true, Comment = "all quiet" };
        Assert.Null(CommentRater.Of(quiet, turn, new(TurnClass.Change, 1, "")));
    }

    [Fact]
    public void Is_heard_where_a_rule_that_the_person_wrote_is_met()
    {
        var footer = Footer(new WatchRule(null, null, null, "till", "the till is spoken of", null));

        Assert.Contains("🔧 Steve (APIs): the till is spoken of", footer, StringComparison.Ordinal);
    }

    [Fact]
    public void Keeps_still_where_only_its_defaults_speak()
    {
        var footer = Footer([.. SomeDefaults]);

        Assert.DoesNotContain("no external calls", footer, StringComparison.Ordinal);
    }

    [Fact]
    public void Is_told_how_it_speaks_again() =>
        Assert.Contains(
            "/persona unmute Steve",
            Brain.Domain.Personas.Footer.MutedLine(SomePersona.Watcher(), 0.1, 10),
            StringComparison.Ordinal
        );

    private static ImmutableArray<WatchRule> SomeDefaults =>
        SkillFile.Read(SkillFile.Template("Steve", "🔧", "APIs")).File!.Rules;

    private static string Footer(params WatchRule[] rules)
    {
        var steve = SomePersona.Watcher(rules) with { Muted = true, MuteIsSaid = true, Precision = 0, Ratings = 9 };
        var context = SessionContext.Default with
        {
            Personas = new() { Watchers = [steve], Names = ["Steve"] },
        };
        var session = Some.Session();
        var prompt = Guid.NewGuid();
        var asked = session.Hears(Some.Prompt(session.Id, "mend the till", prompt), context).Next;
        return asked.Hears(Some.Stop(session.Id, prompt), context).Answer.Message!;
    }
}
