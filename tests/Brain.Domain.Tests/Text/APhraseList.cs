using System.Text.RegularExpressions;
using Brain.Domain.Text;
using Brain.Tests.Personas;

namespace Brain.Tests.Text;

public sealed class APhraseList
{
    private const string Lines = """
        |\bi(?:'d|\ had)\ (?:only\ )?[a-z]+ed\b|^\W*(?:stimmt|richtig)\b|\bcolou?rs?\b|a+h|no\ [\w-]+(?:,|$)
        |之前|だけ(?:しか)?|\b\w+l\ jsem\b|[.!?]{2,}|(?:x|yes\b)|\bund(?:\ doch)?\ nicht\b
        |(?:^|[;|]\s*)(?:git\s+(?:push|tag)|rm\s+-\w*f)\b|(?:|z)q{2}
        """;

    [Fact]
    public void Finds_what_its_patterns_find_alone()
    {
        var list = new Phrases(Lines);
        var whole = new Regex(
            Lines.Replace("\n|", "|", StringComparison.Ordinal).TrimStart('|'),
            RegexOptions.IgnoreCase
                | RegexOptions.CultureInvariant
                | RegexOptions.IgnorePatternWhitespace
                | RegexOptions.ExplicitCapture
                | RegexOptions.NonBacktracking
        );
        string[] texts =
        [
            "I'd only CHECKED it",
            "i had moved",
            "Richtig, ja",
            "the color",
            "Colours",
            "AAAH",
            "no way-out, sorry",
            "no way out",
            "我之前写的",
            "これだけ",
            "udělal jsem",
            "wait!!",
            "Yes",
            "und nicht",
            "und doch nicht",
            "ls; git  push",
            "rm -rf x",
            "xqq",
            "",
            "plain",
            .. ClassifiedTurns.Tuning.SelectMany(one => new[] { one.Turn.Asked, one.Turn.Answered }).OfType<string>(),
        ];

        Assert.All(texts, text => Assert.Equal(whole.IsMatch(text), list.IsMatch(text)));
        Assert.All(
            texts,
            text =>
                Assert.Equal(
                    whole.Match(text) is { Success: true } match ? match.Index : text.Length,
                    list.Before(text).Length
                )
        );
    }

    [Fact]
    public void Answers_when_a_text_would_keep_the_quick_engine_busy() =>
        Assert.False(new Phrases(@"^(?:[-\W]+[-']+){0,20}z$").IsMatch(new string('-', 400) + "z!"));
}
