using Brain.Domain.Rules;
using Brain.Messages.Sessions;

namespace Brain.Tests.Rules;

/// <summary>Which spellings of a command a rule's pattern means.</summary>
public sealed class APatternOfCommands
{
    [Theory]
    [InlineData("git commit --no-verify", "git commit -am\"fix connection\"")]
    [InlineData("git commit --no-verify", "git commit -uno -m x")]
    [InlineData("git commit --no-verify", "git commit -m -n")]
    [InlineData("git commit --no-verify", "git commit -m --no-verify")]
    [InlineData("git commit --no-verify", "git commit -Cnew")]
    [InlineData("go test -v", "go test -covermode=set")]
    [InlineData("go test -v", "go test -covermode set ./...")]
    [InlineData("foo -n", "foo -mconnection")]
    [InlineData("foo -n", "foo '-a n'")]
    [InlineData("foo -n", "foo -a=n")]
    [InlineData("git push --force", "git push -o f origin")]
    [InlineData("git push --force-with-lease", "git push --force")]
    [InlineData("curl -k", "curl -Hkey:1 https://example.org")]
    [InlineData("rm -rf", "rm -r -i folder")]
    [InlineData("npm publish", "npm --silent run publish")]
    [InlineData("yarn install", "yarn --version")]
    [InlineData("yarn install", "yarn build")]
    [InlineData("git push|commit --no-verify", "git push -n")]
    [InlineData("make deploy", "make -C deploy clean")]
    public void Does_not_take_an_options_value_for_options(string pattern, string line) =>
        Assert.False(IsMet(pattern, line), line);

    [Theory]
    [InlineData("rm -rf", "rm -Rf x")]
    [InlineData("rm -rf", "rm -fR x")]
    [InlineData("rm -rf", "rm --recursive --force x")]
    [InlineData("rm -rf", "rm -r --force x")]
    [InlineData("rm -rf", "rm x -vrf")]
    [InlineData("pip install", "pip3 install x")]
    [InlineData("pip install", "pip3.12 install x")]
    [InlineData("pip install", "python -m pip install x")]
    [InlineData("pip install", "python3.12 -I -m pip install x")]
    [InlineData("pip install", "env X=1 /usr/bin/python3 -m pip --proxy p install x")]
    [InlineData("cargo publish", "cargo +nightly publish")]
    [InlineData("cargo publish", "cargo +nightly --color never publish")]
    [InlineData("make deploy", "make -j 4 deploy")]
    [InlineData("make deploy", "make -j deploy")]
    [InlineData("make deploy", "make X=1 deploy")]
    [InlineData("npm publish", "npm --registry https://example.org publish")]
    [InlineData("yarn install", "yarn")]
    [InlineData("npm|yarn install", "yarn --cwd web")]
    [InlineData("npm|yarn install", "npm i")]
    [InlineData("git push|commit --no-verify", "git push --no-verify")]
    [InlineData("git push|commit --no-verify", "git commit -nm x")]
    [InlineData("git commit|push --no-verify", "git commit -n")]
    [InlineData("git push|commit --no-verify", "git commit -anm x")]
    [InlineData("git commit --no-verify|--amend", "git commit -n")]
    [InlineData("git commit --no-verify|--amend", "git commit --amend")]
    [InlineData("go test -race", "go test -race ./...")]
    [InlineData("java -jar", "java -jar a.jar")]
    [InlineData("git clean -fdx", "git clean -xdf")]
    [InlineData("git clean -fdx", "git clean --force -d -x")]
    [InlineData("curl -k", "curl -sSk https://example.org")]
    public void Is_met_in_other_spellings(string pattern, string line) => Assert.True(IsMet(pattern, line), line);

    private static bool IsMet(string pattern, string line) =>
        new Rule(Guid.NewGuid(), 1, RuleAction.Deny, RuleTool.Shell, "no") { Pattern = pattern }.IsMet(
            new(new("sh", ToolKind.Shell, null, null), line, line, "/home/me/site")
        );
}
