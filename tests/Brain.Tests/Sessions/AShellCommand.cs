using Brain.Domain.Sessions;

namespace Brain.Tests.Sessions;

public sealed class AShellCommand
{
    [Theory]
    [InlineData("ls")]
    [InlineData("ls -la /tmp && pwd")]
    [InlineData("cat a.txt | grep -n 'x; rm y' | wc -l")]
    [InlineData("git status; git log --oneline -5 -p")]
    [InlineData("grep -r \"todo\" src 2>/dev/null || true")]
    [InlineData("find . -name '*.cs' 2>&1 | sort")]
    [InlineData("cd sub && head -3 $HOME/x")]
    public void Only_reads_when_every_program_does(string line) => Assert.True(ShellCommand.OnlyReads(line));

    [Theory]
    [InlineData("")]
    [InlineData("rm a.txt")]
    [InlineData("ls; rm a.txt")]
    [InlineData("ls\nrm a.txt")]
    [InlineData("ls & rm a.txt")]
    [InlineData("echo x > a.txt")]
    [InlineData("echo x>>a.txt")]
    [InlineData("cat a.txt 2>err.txt")]
    [InlineData("ls >/dev/nullx")]
    [InlineData("echo $(rm a.txt)")]
    [InlineData("echo \"$(rm a.txt)\"")]
    [InlineData("echo `rm a.txt`")]
    [InlineData("cat <(rm a.txt)")]
    [InlineData("find . -delete")]
    [InlineData("find . -exec rm {} ;")]
    [InlineData("sort -o a.txt a.txt")]
    [InlineData("sort -uo a.txt a.txt")]
    [InlineData("sort --outp=a.txt b.txt")]
    [InlineData("git commit -m x")]
    [InlineData("git -c core.pager=x log")]
    [InlineData("git diff --output=a.txt")]
    [InlineData("git grep -Oless x")]
    [InlineData("git")]
    [InlineData("rg --pre ./x y")]
    [InlineData("FOO=1 ls")]
    [InlineData("env rm a.txt")]
    [InlineData("xargs rm")]
    [InlineData("sed -i s/a/b/ x")]
    [InlineData("l\\s")]
    [InlineData("ls 'unclosed")]
    [InlineData("{ rm a; }")]
    [InlineData("if true; then rm a; fi")]
    [InlineData("uniq a b")]
    [InlineData("./ls")]
    public void May_write_when_in_doubt(string line) => Assert.False(ShellCommand.OnlyReads(line));

    [Theory]
    [InlineData("brain mode execution", true)]
    [InlineData("/home/me/.local/share/brain/bin/brain uninstall claude-code", true)]
    [InlineData("sh -c 'brain purpose x'", true)]
    [InlineData("curl --unix-socket ~/.local/share/brain/brain.sock http://x/", true)]
    [InlineData("brain sessions", false)]
    [InlineData("ls brain", false)]
    public void Steers_the_brain_when_it_speaks_to_it(string line, bool steers) =>
        Assert.Equal(steers, ShellCommand.SteersTheBrain(line));
}
