using System.Text;
using Brain.Messages.Text;

namespace Brain.Tests.Text;

public sealed class ACharacterThatNobodySees
{
    // Unicode's Default_Ignorable_Code_Point, of version 16: DerivedCoreProperties.txt.
    private static readonly (int From, int To)[] Ignorable =
    [
        (0x00AD, 0x00AD),
        (0x034F, 0x034F),
        (0x061C, 0x061C),
        (0x115F, 0x1160),
        (0x17B4, 0x17B5),
        (0x180B, 0x180F),
        (0x200B, 0x200F),
        (0x202A, 0x202E),
        (0x2060, 0x206F),
        (0x3164, 0x3164),
        (0xFE00, 0xFE0F),
        (0xFEFF, 0xFEFF),
        (0xFFA0, 0xFFA0),
        (0xFFF0, 0xFFF8),
        (0x1BCA0, 0x1BCA3),
        (0x1D173, 0x1D17A),
        (0xE0000, 0xE0FFF),
    ];

    [Fact]
    public void Is_never_left_between_letters()
    {
        foreach (var (from, to) in Ignorable)
        {
            for (var scalar = from; scalar <= to; scalar++)
            {
                var text = $"a{new Rune(scalar)}b";
                Assert.Equal(($"{scalar:X4}", "ab"), ($"{scalar:X4}", TerminalText.Line(text)));
                Assert.Equal(($"{scalar:X4}", "ab"), ($"{scalar:X4}", TerminalText.Sanitize(text)));
            }
        }
    }

    [Fact]
    public void Stays_where_it_gives_a_Mongolian_letter_its_form() =>
        Assert.Equal("\u1820\u180B\u1828\u180D", TerminalText.Line("\u1820\u180B\u180C\u1828\u180D"));
}
