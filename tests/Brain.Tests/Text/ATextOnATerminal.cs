using System.Text;
using System.Text.Json;
using Brain.Client.Http;
using Brain.Messages.Text;

namespace Brain.Tests.Text;

public sealed class ATextOnATerminal
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = Unescaped.Instance };

    /// <summary>Every character that a terminal obeys or nobody sees.</summary>
    public static TheoryData<int, int> Hidden =>
        new()
        {
            { 0x00, 0x08 },
            { 0x0E, 0x1F },
            { 0x7F, 0x84 },
            { 0x86, 0x9F },
            { 0xAD, 0xAD },
            { 0x34F, 0x34F },
            { 0x61C, 0x61C },
            { 0x180E, 0x180E },
            { 0x200B, 0x200B },
            { 0x200E, 0x200F },
            { 0x202A, 0x202E },
            { 0x2060, 0x206F },
            { 0x3164, 0x3164 },
            { 0xFDD0, 0xFDEF },
            { 0xFEFF, 0xFEFF },
            { 0xFFF9, 0xFFFB },
            { 0xFFFE, 0xFFFF },
            { 0x1D173, 0x1D17A },
            { 0xE0000, 0xE00FF },
            { 0xE01F0, 0xE01FF },
            { 0x1FFFE, 0x1FFFF },
            { 0x10FFFE, 0x10FFFF },
        };

    [Theory]
    [MemberData(nameof(Hidden))]
    public void Has_no_character_that_a_terminal_obeys(int from, int to)
    {
        for (var scalar = from; scalar <= to; scalar++)
        {
            var text = $"a{char.ConvertFromUtf32(scalar)}é";
            Assert.Equal((scalar, "aé"), (scalar, TerminalText.Sanitize(text)));
            Assert.Equal((scalar, "aé"), (scalar, TerminalText.Line(text)));
        }
    }

    [Theory]
    [InlineData("plain words, 12 % of ASCII: <b> & \"quotes\" \\ ~")]
    [InlineData("两个字 한국어 ไทย ქართული 𝒜𝓁𝓁 ﷽ ½ → …")]
    [InlineData("שלום עולם 123")]
    [InlineData("السلام عليكم، كيف حالك؟")]
    [InlineData("می‌خواهم بروم")]
    [InlineData("क्‍ष और क्‌ष")]
    [InlineData("👩‍💻 👨‍👩‍👧‍👦 🏳️‍🌈 ❤️‍🔥 🧑🏽‍🚀 🇨🇭 #️⃣ ©️ ☎︎")]
    [InlineData("🏴󠁧󠁢󠁥󠁮󠁧󠁿 🏴󠁧󠁢󠁳󠁣󠁴󠁿 🏴󠁧󠁢󠁷󠁬󠁳󠁿")]
    [InlineData("葛󠄀飾区")]
    [InlineData("two\nlines\tand a tab")]
    public void Keeps_whatever_people_write(string text) => Assert.Equal(text, TerminalText.Sanitize(text));

    [Theory]
    [InlineData("\e[31mred\e[0m", "red")]
    [InlineData("\e[2J\e[1;1Hgone", "gone")]
    [InlineData("\u009B2Jgone", "gone")]
    [InlineData("\e]0;title\aend", "]0;titleend")]
    [InlineData("\e]8;;https://example.org\e\\link\e]8;;\e\\", "]8;;https://example.org\\link]8;;\\")]
    [InlineData("\u009D52;c;cm0gLXJm\u009Cend", "52;c;cm0gLXJmend")]
    [InlineData("\eP+q544e\e\\", "P+q544e\\")]
    [InlineData("\e", "")]
    [InlineData("\e[", "[")]
    [InlineData("\e[12;", "[12;")]
    [InlineData("\e[\e[31mx", "[x")]
    [InlineData("\e\e[31mx", "x")]
    public void Shows_the_words_of_a_control_sequence(string text, string shown) =>
        Assert.Equal(shown, TerminalText.Sanitize(text));

    [Theory]
    [InlineData("a‍b")]
    [InlineData("a‌b")]
    [InlineData("👩‍")]
    [InlineData("‍👩")]
    [InlineData("👩‍x")]
    [InlineData("a️b")]
    [InlineData("a󠄁b")]
    [InlineData("👩️󠄁󠄢󠄳")]
    [InlineData("🏴󠁥󠁶󠁩󠁬󠁿")]
    public void Hides_nothing_in_joiners_selectors_and_tags(string text) =>
        Assert.All(TerminalText.Sanitize(text).EnumerateRunes().Skip(1), rune =>
            Assert.False(
                rune.Value is 0x200C or 0x200D or >= 0xE0000 || (rune.Value == 0xFE0F && text[0] == 'a'),
                $"U+{rune.Value:X4} in {text}"
            )
        );

    [Theory]
    [InlineData("a\r\nb\rc\u0085d\u2028e\u2029f\vg\fh", "a\nb\nc\nd\ne\nf\ng\nh", "a b c d e f g h")]
    [InlineData("a\n\n\tb", "a\n\n\tb", "a b")]
    public void Has_line_feeds_only_or_none(string text, string lines, string line)
    {
        Assert.Equal(lines, TerminalText.Sanitize(text));
        Assert.Equal(line, TerminalText.Line(text));
    }

    [Fact]
    public void Has_no_half_of_a_character() => Assert.Equal("a\uFFFDb\uFFFD", TerminalText.Sanitize("a\uD83Db\uDC69"));

    [Fact]
    public void Is_clean_whatever_it_was_and_stays_so()
    {
        for (var seed = 0; seed < 2_000; seed++)
        {
            var text = Any(new Random(seed));
            var clean = TerminalText.Sanitize(text);
            Assert.True(
                clean
                    .EnumerateRunes()
                    .All(rune =>
                        rune.Value is '\n' or '\t'
                        || (
                            !TerminalText.IsHidden(rune.Value)
                            && Rune.GetUnicodeCategory(rune) != System.Globalization.UnicodeCategory.Control
                        )
                    ),
                $"seed {seed}"
            );
            Assert.DoesNotContain('\n', TerminalText.Line(text));
        }
    }

    [Fact]
    public void Keeps_its_characters_in_json_by_their_numbers()
    {
        const string text = "x\e[2J\u009B\u202E\u200B\u2028\uFEFF\U000E0041 👩‍💻 é";

        var json = JsonSerializer.Serialize(text, Json);

        Assert.Equal("\"x\\u001b[2J\\u009b\\u202e\\u200b\\u2028\\ufeff\\udb40\\udc41 👩‍💻 é\"", json);
        Assert.Equal(text, JsonSerializer.Deserialize<string>(json));
    }

    private static string Any(Random random)
    {
        string[] parts =
        [
            "\e[",
            "\e]",
            "\a",
            "31m",
            "\u009B",
            "\u202E",
            "a",
            "👩",
            "‍",
            "️",
            "\uD83D",
            "\uDC69",
            "ش",
            "\u200C",
            "🏴",
            "\U000E0067",
            "\r",
            "\n",
            "0;x",
        ];
        return string.Concat(Enumerable.Range(0, random.Next(1, 24)).Select(_ => parts[random.Next(parts.Length)]));
    }
}
