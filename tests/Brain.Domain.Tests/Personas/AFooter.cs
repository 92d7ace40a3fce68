using Brain.Domain.Decisions;
using Brain.Domain.Personas;
using Brain.Domain.Sessions;
using Brain.Domain.Watching;
using Brain.Messages.Sessions;
using Brain.Tests.Sessions;

namespace Brain.Tests.Personas;

public sealed class AFooter
{
    private const string Line = "🔧 Steve (APIs): no external calls this turn";
    private readonly WatchingPersona _steve = SomePersona.Watcher();

    [Fact]
    public void Shows_a_line_that_is_new()
    {
        Assert.Equal(Line, Footer.Of(_steve, Line, null, new()));
        Assert.Equal(Line, Footer.Of(_steve, Line, new("another", 1), new()));
    }

    [Theory]
    [InlineData(10, 1, false)]
    [InlineData(10, 9, false)]
    [InlineData(10, 10, true)]
    [InlineData(10, 99, true)]
    [InlineData(1, 1, true)]
    [InlineData(0, 9_999, false)]
    [InlineData(-1, 5, false)]
    [InlineData(FooterSettings.RepeatAfterTurnsMax, 10_000, true)]
    [InlineData(FooterSettings.RepeatAfterTurnsMax + 1, 10_001, false)]
    public void Repeats_a_line_after_so_many_turns(int repeatAfter, int since, bool shows) =>
        Assert.Equal(shows ? Line : null, Footer.Of(_steve, Line, new(Line, since), new(repeatAfter)));

    [Fact]
    public void Is_quiet_for_ten_turns_unless_told() => Assert.Equal(10, new FooterSettings().RepeatAfterTurns);

    [Fact]
    public void Shows_nothing_of_a_persona_that_says_nothing()
    {
        Assert.Null(Footer.Of(_steve, null, null, new(1)));
        Assert.Null(Footer.Of(_steve, "", null, new(1)));
    }

    [Fact]
    public void Says_once_that_a_persona_is_muted()
    {
        var muted = _steve with { Muted = true };
        var line = Footer.MutedLine(muted, 0.2, 10);

        Assert.Equal("🔧 Steve is muted (precision 20 % over 10 ratings): /persona unmute Steve", line);
        Assert.Equal(line, Footer.Of(muted, line, new(Line, 1), new(1)));
        Assert.Null(Footer.Of(muted, Footer.MutedLine(muted, 0.19, 11), new(line, 50), new(1)));
    }

    [Fact]
    public void Shows_a_persona_again_that_is_muted_no_more() =>
        Assert.Equal(Line, Footer.Of(_steve, Line, new(Footer.MutedLine(_steve, 0, 1), 1), new()));

    [Theory]
    [InlineData(0, "x")]
    [InlineData(1, "…")]
    public void Has_ten_thousand_characters_at_most(int more, string end)
    {
        const int personas = 40;
        var left = SessionAnswer.TextMax - Under([]).Answer.Message!.Length - (personas * "\n".Length);

        var (_, answer, change) = Under([
            .. Enumerable.Repeat(left / personas, personas - 1),
            (left / personas) + (left % personas) + more,
        ]);

        Assert.Equal(SessionAnswer.TextMax, answer.Message!.Length);
        Assert.EndsWith($"x{end}", answer.Message, StringComparison.Ordinal);
        Assert.Equal(personas, change.Personas.Comments.Length);
    }

    // A turn whose footer has lines of these lengths under its first.
    private static Decision<Session, SessionAnswer, SessionChange> Under(int[] lengths)
    {
        const string start = "🔧 Steve (APIs): ";
        var watchers = lengths.Select(length =>
            SomePersona.Watcher(SomePersona.Rule("Never", nothing: new('x', length - start.Length)))
        );
        var (session, prompt) = (Some.Session(), Guid.NewGuid());
        return session
            .After(Some.Start(session.Id), Some.Prompt(session.Id, "work", prompt))
            .Hears(
                Some.Stop(session.Id, prompt),
                SessionContext.Default with
                {
                    Personas = new() { Watchers = [.. watchers] },
                }
            );
    }
}
