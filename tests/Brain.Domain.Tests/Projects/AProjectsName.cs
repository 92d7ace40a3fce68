using Brain.Messages.Projects;

namespace Brain.Domain.Tests.Projects;

/// <summary>What says that two folders are one project.</summary>
public sealed class AProjectsName
{
    [Theory]
    [InlineData("https://github.com/Owner/Repo.git")]
    [InlineData("https://github.com/owner/repo")]
    [InlineData("https://github.com/owner/repo/")]
    [InlineData("https://me:secret@github.com:443/owner/repo.git")]
    [InlineData("https://x-access-token:secret@github.com/owner/repo.git?x=secret#y")]
    [InlineData("http://www.github.com/owner/repo")]
    [InlineData("git@github.com:owner/repo.git")]
    [InlineData("github.com:owner/repo")]
    [InlineData("git@GitHub.com:/owner/repo.git")]
    [InlineData("ssh://git@github.com/owner/repo.git")]
    [InlineData("ssh://git@ssh.github.com:443/owner/repo.git")]
    [InlineData("git://github.com/owner/repo.git/")]
    [InlineData("git+ssh://git@github.com/owner/repo.git")]
    [InlineData("  https://github.com/owner/repo.GIT ")]
    public void Is_its_remote_however_it_is_fetched(string address) =>
        Assert.Equal("github.com/owner/repo", GitRemote.Of(address));

    [Theory]
    [InlineData("https://org@dev.azure.com/org/project/_git/repo", "dev.azure.com/org/project/repo")]
    [InlineData("git@ssh.dev.azure.com:v3/org/project/repo", "dev.azure.com/org/project/repo")]
    [InlineData("https://gitlab.com/group/sub/repo.git", "gitlab.com/group/sub/repo")]
    [InlineData("ssh://git@code.example:2222/team/repo.git", "code.example/team/repo")]
    [InlineData("https://code.example/team/my%20repo", "code.example/team/my repo")]
    [InlineData("git@[::1]:team/repo.git", "[::1]/team/repo")]
    [InlineData("host.example:repo.git", "host.example/repo")]
    public void Keeps_host_and_path(string address, string name) => Assert.Equal(name, GitRemote.Of(address));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("https://")]
    [InlineData("https://host.example")]
    [InlineData("git@host.example:")]
    [InlineData(":")]
    [InlineData("/srv/git/repo.git")]
    [InlineData("../repo")]
    [InlineData("file:///srv/git/repo.git")]
    public void Is_no_remote_where_none_is_named(string? address) => Assert.Null(GitRemote.Of(address));

    [Theory]
    [InlineData("/home/me/site/", "/home/me/site")]
    [InlineData("/home/me//site/./", "/home/me/site")]
    [InlineData("/home/Me/Site", "/home/Me/Site")]
    [InlineData("/mnt/C/Users/Me/Site", "/mnt/c/users/me/site")]
    [InlineData("/mnt/c", "/mnt/c")]
    [InlineData("/mnt/Disk/Site", "/mnt/Disk/Site")]
    [InlineData("/", "/")]
    [InlineData("github.com/owner/repo", "github.com/owner/repo")]
    [InlineData(" ", null)]
    [InlineData(null, null)]
    public void Is_its_folder_written_in_one_way(string? folder, string? name) =>
        Assert.Equal(name, ProjectFolder.Of(folder));

    [Theory]
    [InlineData("/home/me/site", "/home/me/site/", true)]
    [InlineData("/home/me/", "/home/me/site", true)]
    [InlineData("/home/me/sit", "/home/me/site", false)]
    [InlineData("/", "/home", true)]
    [InlineData(null, "/home", false)]
    public void Lies_in_a_folder(string? folder, string inside, bool holds) =>
        Assert.Equal(holds, ProjectFolder.Holds(folder, inside));
}
