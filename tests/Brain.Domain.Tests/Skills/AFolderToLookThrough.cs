using Brain.Domain.Skills;

namespace Brain.Domain.Tests.Skills;

/// <summary>Which folders may be looked through for skills from then on.</summary>
public sealed class AFolderToLookThrough
{
    [Theory]
    [InlineData("/")]
    [InlineData("/home")]
    [InlineData("/home/ada")]
    [InlineData("/home/ada/")]
    [InlineData("/srv/homes/bob")]
    [InlineData("/srv/homes")]
    [InlineData("/Users/ada")]
    [InlineData("/mnt/c")]
    [InlineData("/usr")]
    [InlineData("/proc/1/root/x")]
    public void Is_no_home_disk_or_system(string folder) =>
        Assert.NotNull(NamedFolder.Refusal(folder, "/srv/homes/bob"));

    [Theory]
    [InlineData("/home/ada/skills")]
    [InlineData("/srv/homes/bob/code")]
    [InlineData("/opt/skills")]
    [InlineData("/tmp/x")]
    public void May_be_one_of_ones_own(string folder) => Assert.Null(NamedFolder.Refusal(folder, "/srv/homes/bob"));
}
