using System.Text.RegularExpressions;
using Brain.Domain.Sessions;
using Brain.Domain.Text;
using Brain.Messages.Text;
using Brain.Tests.Text;

namespace Brain.Tests.Sessions;

public sealed partial class ABriefForAnotherAgent
{
    [Theory]
    [MemberData(nameof(SomeInjection.All), MemberType = typeof(SomeInjection))]
    public void Says_nothing_of_its_own_in_words_of_others(string name, string text)
    {
        var brief = Of(text);

        Assert.Equal((name, Own(Of("a text as people write it"))), (name, Own(brief)));
        foreach (var line in brief.Split('\n').Where(line => line.StartsWith(DataMark.Mark, StringComparison.Ordinal)))
        {
            Assert.Matches(@"^┃ \[(?:person|session)\] [a-zA-Z0-9 ,]+: ", line);
            Assert.Equal(0, line.LastIndexOf(DataMark.Mark, StringComparison.Ordinal));
            Assert.Equal(TerminalText.Line(line), line);
            Assert.DoesNotContain('<', line);
        }
    }

    [Fact]
    public void Says_what_the_mark_means_before_the_first_line_that_has_it()
    {
        var brief = Of("mend the till");

        Assert.Contains("┃ [person] Purpose: mend the till", brief, StringComparison.Ordinal);
        Assert.True(
            brief.IndexOf(DataMark.Sentence, StringComparison.Ordinal)
                < brief.IndexOf($"\n{DataMark.Mark} ", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("レジを直してから、テストを全部もう一度走らせてください。")]
    [InlineData("mend the till, and then run all of the tests again. ")]
    public void Has_no_more_tokens_than_it_may_in_any_script(string sentence)
    {
        var text = string.Concat(Enumerable.Repeat(sentence, 30));
        var brief = Brief(text) with
        {
            Turns = [.. Enumerable.Range(1, 20).Select(turn => new BriefTurn(turn, "ok", text, text, null))],
            Learnt = [.. Enumerable.Repeat(text, 20)],
        };

        Assert.InRange(TextTokens.About(brief.ToText()), 800, SessionBrief.TokensMax);
        Assert.InRange(brief.ToText().Length, 1_200, SessionBrief.CharsMax);
    }

    private static string Of(string text) => Brief(text).ToText();

    private static SessionBrief Brief(string text) =>
        new()
        {
            SessionId = new(Guid.NewGuid()),
            Agent = text,
            Project = text,
            Mode = default,
            Purpose = text,
            Turns = [new(2, text, text, text, text), new(1, text, text, text, text)],
            Files = [text],
            Failed = [new(text, text, text)],
            Rejected = [new(text, text, text)],
            Learnt = [text],
        };

    private static string Own(string text) =>
        string.Join(
            '\n',
            Quoted()
                .Replace(text, "«»")
                .Split('\n')
                .Where(line => !line.StartsWith(DataMark.Mark, StringComparison.Ordinal))
        );

    [GeneratedRegex("«[^«»\n]*»")]
    private static partial Regex Quoted();
}
