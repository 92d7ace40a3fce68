using Brain.Domain.Knowledge.Search;

namespace Brain.Tests.Knowledge;

/// <summary>What is read out of a question, and out of a text that is indexed.</summary>
public sealed class AQuestionToTheBrain
{
    private static readonly DateOnly Today = new(2026, 6, 20);
    private static readonly (DateOnly, DateOnly) Said = (new(2026, 3, 10), Today);

    [Theory]
    [InlineData("what broke on 7 May 2026?", "2026-05-07", "2026-05-07")]
    [InlineData("what broke on May 7th, 2026?", "2026-05-07", "2026-05-07")]
    [InlineData("what broke on the 7th of May?", "2026-05-07", "2026-05-07")]
    [InlineData("what broke on 3 January?", "2026-01-03", "2026-01-03")]
    [InlineData("since 2026-04-30 it hangs", "2026-04-30", "2026-04-30")]
    [InlineData("what did we do in May 2026?", "2026-05-01", "2026-05-31")]
    [InlineData("what did we do in april?", "2026-04-01", "2026-04-30")]
    [InlineData("the summer of 2025", "2025-06-01", "2025-08-31")]
    [InlineData("what was decided in 2025?", "2025-01-01", "2025-12-31")]
    [InlineData("what did I do yesterday?", "2026-06-19", "2026-06-19")]
    [InlineData("what failed 3 days ago?", "2026-06-17", "2026-06-17")]
    [InlineData("what failed last week?", "2026-06-07", "2026-06-19")]
    public void Names_a_time(string question, string from, string to)
    {
        var cue = DateCue.Find(question, Said, Today);

        Assert.Equal((from, to), ($"{cue?.From:yyyy-MM-dd}", $"{cue?.To:yyyy-MM-dd}"));
    }

    [Theory]
    [InlineData("what did we decide in March?", "2024-06-01", "2026-11-29", "2026-03-01")]
    [InlineData("what did we decide in December?", "2024-06-01", "2026-11-29", "2025-12-01")]
    [InlineData("what was said on 12 November?", "2024-06-01", "2026-11-29", "2026-11-12")]
    [InlineData("what was said on 30 November?", "2024-06-01", "2027-05-01", "2026-11-30")]
    [InlineData("what was said on 1 December?", "2024-06-01", "2027-05-01", "2025-12-01")]
    [InlineData("what was said on 29 February?", "2024-01-01", "2026-11-29", "2024-02-29")]
    [InlineData("what was said on 31 February?", "2024-01-01", "2026-11-29", "")]
    // One conversation that ended long ago.
    [InlineData("what did Anna paint on 8 May?", "2023-05-08", "2023-10-22", "2023-05-08")]
    [InlineData("what did Anna paint on 2 January?", "2023-05-08", "2024-02-01", "2024-01-02")]
    [InlineData("what did Anna paint in October?", "2023-05-08", "2023-10-22", "2023-10-01")]
    [InlineData("what did Anna paint on 30 October?", "2023-05-08", "2023-10-22", "2023-10-30")]
    [InlineData("what did Anna paint in April?", "2023-05-08", "2023-10-22", "2024-04-01")]
    public void Without_a_year_means_the_last_time_that_it_had_come(
        string question,
        string first,
        string last,
        string from
    )
    {
        var said = (DateOnly.Parse(first), DateOnly.Parse(last));

        Assert.Equal(from, $"{DateCue.Find(question, said, new(2026, 11, 30))?.From:yyyy-MM-dd}");
    }

    [Theory]
    [InlineData("我们决定使用消息队列。", "我们 们决 决定 定使 使用 用消 消息 息队 队列")]
    [InlineData("テストが test で落ちる, 再試行", "テス スト トが で落 落ち ちる 再試 試行")]
    [InlineData("猫 and dogs", "")]
    public void Gives_pairs_of_what_is_written_without_blanks(string text, string pairs) =>
        Assert.Equal(pairs, UnspacedWords.Of(text));

    [Fact]
    public void Gives_so_many_pairs_and_no_more()
    {
        var text = string.Concat(Enumerable.Range(0x4e00, 2 * UnspacedWords.PairsMax).Select(letter => (char)letter));

        Assert.Equal(UnspacedWords.PairsMax, UnspacedWords.Of(text).Split(' ').Length);
    }

    [Theory]
    [InlineData("may I march through the code?")]
    [InlineData("port 5432 is in use")]
    [InlineData("")]
    public void Names_no_time(string question) => Assert.Null(DateCue.Find(question, Said, Today));

    [Theory]
    [InlineData("parseRetryAfter", "parse retry after parseretryafter")]
    [InlineData("max_retry_count", "max retry count maxretrycount")]
    [InlineData("src/Pay/HttpClient.cs:41", "src pay http client cs 41 httpclientcs41")]
    [InlineData("ERR_1047", "err 1047 err1047")]
    [InlineData("an ordinary sentence, as people write it.", "")]
    [InlineData("", "")]
    public void Gives_the_parts_of_names_of_code(string text, string parts) => Assert.Equal(parts, CodeWords.Of(text));

    [Theory]
    [InlineData("wie prüfen wir die IBAN und warum?", "german")]
    [InlineData("pourquoi est-ce que le test ne passe pas?", "french")]
    [InlineData("¿por qué se queda colgado el proceso?", "spanish")]
    [InlineData("почему это не работает и где ошибка", "russian")]
    [InlineData("why does the import fail?", "english")]
    [InlineData("NullReferenceException", "english")]
    [InlineData("为什么导入失败", "simple")]
    public void Is_in_a_language(string text, string language) => Assert.Equal(language, TextLanguage.Of(text));

    [Fact]
    public void Is_cut_and_cleaned_of_what_no_text_holds()
    {
        var asked = SearchQuestion.Of("migrat* a\0b\u0001c " + new string('x', 1_000_000));

        Assert.Equal(["migrat"], asked.Prefixes);
        Assert.StartsWith("migrat* a b c x", asked.Text, StringComparison.Ordinal);
        Assert.Equal(SearchQuestion.TextMax, asked.Text.Length);
    }

    [Fact]
    public void Tells_how_near_a_words_state_is()
    {
        var (one, other) = (new sbyte[96], new sbyte[192]);
        one[0] = 127;
        other[1] = 127;
        (other[96], other[97]) = (90, 90);

        var nearest = new float[1];
        new TokenStates([1], one).Nearest(other, nearest);

        Assert.Equal(0.709, nearest[0], 0.001);
    }

    [Theory]
    [InlineData("which port?", true)]
    [InlineData("I changed it. Shall I run the tests?\n", true)]
    [InlineData("Is it this one? [shares a photo of a lamp]", true)]
    [InlineData("was? Ja.", false)]
    [InlineData("[what?] no", false)]
    [InlineData("", false)]
    public void Is_told_from_what_is_said(string text, bool asks) => Assert.Equal(asks, QuestionCue.Of(text));

    [Fact]
    public void Points_the_same_way_in_a_byte_a_number()
    {
        var chance = new Random(5);
        float[] Some() => [.. Enumerable.Range(0, 387).Select(_ => chance.NextSingle() - 0.5f)];
        var (one, other) = (Some(), Some());
        var exact = one.Zip(other, (a, b) => a * b).Sum() / MathF.Sqrt(one.Sum(a => a * a) * other.Sum(b => b * b));

        Assert.Equal(exact, ByteVector.Of(one).Cosine(ByteVector.Of(other)), 0.002);
        Assert.Equal(1, ByteVector.Of(one).Cosine(ByteVector.Of([.. one.Select(number => 3 * number)])), 0.001);
        Assert.Equal(0, ByteVector.Of(one).Cosine(ByteVector.Of(new float[387])));
        Assert.Equal(0, ByteVector.Of(one).Cosine(ByteVector.Of(new float[8])));
    }
}
