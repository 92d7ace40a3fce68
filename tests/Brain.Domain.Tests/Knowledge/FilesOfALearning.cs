using Brain.Domain.Knowledge;

namespace Brain.Tests.Knowledge;

public sealed class FilesOfALearning
{
    [Theory]
    [InlineData("src/Till.cs:12 rounds down, as does docs/till.md.", "src/Till.cs|docs/till.md")]
    [InlineData("See `README.md` (and ./setup/dev.sh), /etc/hosts", "README.md|./setup/dev.sh|/etc/hosts")]
    [InlineData("It is in ~/.config/x.", "~/.config/x")]
    [InlineData("https://example.org/a/b.html and e.g. 1.5 or v2.0", "")]
    [InlineData("no file here, and/or none", "and/or")]
    [InlineData("Program.cs, Program.cs and Program.cs", "Program.cs")]
    public void Are_those_that_its_text_names(string text, string files) =>
        Assert.Equal(files, string.Join('|', NamedFiles.Of(text, [])));

    [Fact]
    public void Are_those_that_it_lists_first() =>
        Assert.Equal(["a/b.cs", "c.md"], NamedFiles.Of("it is in c.md and a/b.cs", ["a/b.cs"]));

    [Fact]
    public void Are_so_many_and_no_more() =>
        Assert.Equal(
            NamedFiles.Max,
            NamedFiles.Of(string.Join(' ', Enumerable.Range(0, 100).Select(n => $"f{n}.cs")), []).Length
        );
}
