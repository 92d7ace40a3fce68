using Brain.Messages.Hooks;

namespace Brain.Tests.Client;

/// <summary>Files that agents take variables from, read as they read them.</summary>
public sealed class AFileOfVariables
{
    [Theory]
    [InlineData("A=b", "b")]
    [InlineData("  A = b c  ", "b c")]
    [InlineData("export A=b", "b")]
    [InlineData("A: b", "b")]
    [InlineData("A=b # c", "b")]
    [InlineData("A=b#c", "b")]
    [InlineData("A=\"b # c\" # d", "b # c")]
    [InlineData("A=\"b\\nc\"", "b\nc")]
    [InlineData("A='b\\nc'", "b\\nc")]
    [InlineData("A=`b\"c`", "b\"c")]
    [InlineData("A='b\nc'\nB=d", "b\nc")]
    [InlineData("A='b", "'b")]
    [InlineData("A=", "")]
    [InlineData("\uFEFFA=b\r\nB=c\r\n", "b")]
    [InlineData("A=c\nA=b", "b")]
    [InlineData("nothing\n=x\nA=b", "b")]
    [InlineData("#A=b", null)]
    [InlineData("A", null)]
    [InlineData("A:b", null)]
    [InlineData("exportA=b", null)]
    [InlineData("B='A=b\n'", null)]
    public void Says_what_npms_package_reads_there(string text, string? value) =>
        Assert.Equal(value, EnvironmentFile.Parse(text).GetValueOrDefault("A"));
}
