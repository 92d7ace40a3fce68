using System.Text.RegularExpressions;
using Brain.Domain.Watching;

namespace Brain.Tests.Personas;

public sealed class AWatchPattern
{
    [Fact]
    public void Is_matched_without_going_back() =>
        Assert.True(WatchPattern.Of("(a+)+$").Regex!.Options.HasFlag(RegexOptions.NonBacktracking));

    [Fact]
    public void That_runs_out_of_time_is_not_met()
    {
        var dice = new Random(1);
        var text = new string([.. Enumerable.Range(0, 16_000).Select(_ => "ab "[dice.Next(3)])]);
        var slow = SomePersona.Watcher(
            SomePersona.Rule(input: "((a?b?){1,14} ?){1,14}z"),
            SomePersona.Rule(text: "((a?b?){1,13} ?){1,13}z")
        );

        Assert.Equal(
            TimeSpan.FromMilliseconds(WatchPattern.MatchMsMax),
            WatchPattern.Of(slow.Rules[0].Input!).Regex!.MatchTimeout
        );
        Assert.False(WatchPattern.Of("((a?b?){1,12} ?){1,12}z").IsMet(text));
        Assert.Empty(slow.Sees("Bash", new { command = text }));
        Assert.Null(WatchEvaluator.Comment(slow, [], text, text));
    }

    [Theory]
    [InlineData("(?=a)b")]
    [InlineData("(?!a)b")]
    [InlineData("(?<=a)b")]
    [InlineData(@"(?<a>x)\k<a>")]
    [InlineData("(?>a+)b")]
    [InlineData("(?<a>x)?(?(a)b|c)")]
    public void Can_not_look_around_or_back(string pattern) =>
        Assert.Equal(
            "it looks around or back (lookaround, backreference, atomic group, conditional), which could hang a "
                + "session",
            WatchPattern.Of(pattern).Fault
        );

    [Theory]
    [InlineData("a{500}", true)]
    [InlineData("a{501}", false)]
    [InlineData("(ab){1,250}", true)]
    [InlineData("(ab){1,251}", false)]
    [InlineData(@"((\w+\s?){1,30}){1,30}", false)]
    [InlineData("(a{1,30}){30,}", false)]
    [InlineData("a{99999999999}", false)]
    [InlineData(@"[a-z{}0-9]{36}-[]a]{4}", true)]
    [InlineData(@"\{1000\}", true)]
    [InlineData("[a-f0-9]{8}(-[a-f0-9]{4}){3}-[a-f0-9]{12}", true)]
    [InlineData("[a-z-[aeiou]]{250}[x]{250}", true)]
    [InlineData("x{1000x", true)]
    public void Is_no_longer_than_its_limit_when_written_out(string pattern, bool isTaken) =>
        Assert.Equal(isTaken, WatchPattern.Of(pattern).Fault is null);

    [Theory]
    [InlineData("git push", "GIT PUSH", true)]
    [InlineData("(?-i:git) push", "GIT PUSH", false)]
    public void Disregards_case_unless_told(string pattern, string text, bool meets) =>
        Assert.Equal(meets, WatchPattern.Of(pattern).Regex!.IsMatch(text));

    [Fact]
    public void Is_made_once_for_all_personas() => Assert.Same(WatchPattern.Of("once"), WatchPattern.Of("once"));

    [Fact]
    public void Has_the_names_of_its_groups() =>
        Assert.Equal(["host", "port"], WatchPattern.Of(@"(?<host>\w+)(:(?<port>\d+))?").Names);
}
