using Brain.Domain.Tools;
using FsCheck;
using FsCheck.Fluent;

namespace Brain.Tests.Sessions;

public sealed class AShellCommand
{
    [Theory]
    [InlineData("ls")]
    [InlineData("ls -la /tmp && pwd")]
    [InlineData("cat a.txt | grep -n 'x; rm y' | wc -l")]
    [InlineData("git status; git log --oneline -5 -p")]
    [InlineData("cat *.txt | grep -v 'a[0-9]$'")]
    [InlineData("grep -r \"todo\" src 2>/dev/null || true")]
    [InlineData("find . -name '*.cs' 2>&1 | sort")]
    [InlineData("cd sub && head -3 ~/x")]
    [InlineData("sed -n '1,40p' a.cs")]
    [InlineData("sed -n \"$((3+4)),20p\" a.cs")]
    [InlineData("awk -F: '$3 > 5 {print $1, ($2 > 3)}' /etc/passwd | sort -u")]
    [InlineData("jq -r '.a[] | select(.b > 1)' a.json")]
    [InlineData("date +%F && date -d '1 day ago' -u +%s")]
    [InlineData(
        "git branch -a; git branch --list 'f/*'; git tag -l 'v*'; git remote -v; git stash list; git worktree list"
    )]
    [InlineData("git config --get user.name; git config user.email; git reflog -n 5; git --no-pager log -3")]
    [InlineData("grep foo < in.txt | uniq -c")]
    [InlineData("echo $HOME \"${1:-none}\" $?")]
    [InlineData("test -f a && echo yes || echo no")]
    [InlineData("if [ -n \"$x\" ]; then echo yes; else echo no; fi")]
    [InlineData("[[ $x == a* && -d src ]] && ls src")]
    [InlineData("for f in src/*.cs; do wc -l < \"$f\"; sed -n 1,3p \"$f\"; done")]
    [InlineData("while IFS= read -r line; do echo \"$line\"; done < names.txt")]
    [InlineData("case $1 in a|b) echo ab;; *) pwd;; esac")]
    [InlineData("find . -name '*.cs' -exec grep -l later {} +")]
    [InlineData("find . -type f -print0 | xargs -0 grep -n x")]
    [InlineData("n=5; head -n $n \"$(git rev-parse --show-toplevel)/a\"")]
    [InlineData("diff <(ls a) <(ls b)")]
    [InlineData("cat <<'EOF' | wc -l\n$(rm x)\nEOF")]
    [InlineData("LC_ALL=C timeout 5 nice -n 10 sort a | head")]
    [InlineData(
        "docker ps -a; kubectl -n web get pods; npm ls; cargo tree; dotnet --list-sdks; gh pr view 3; systemctl "
            + "status x; ss -tlnp; ip addr"
    )]
    [InlineData("l\\s; ls \u2028rm")]
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
    [InlineData("ls 'unclosed")]
    [InlineData("{ rm a; }")]
    [InlineData("if true; then rm a; fi")]
    [InlineData("uniq a b")]
    [InlineData("./ls")]
    [InlineData("echo -delete; find d $_")]
    [InlineData("printf -v 'a[$(touch p)]' x")]
    [InlineData("printf -v PATH /tmp/evil; ls")]
    [InlineData("printf -v X -- -delete; find . $X")]
    [InlineData("test -v 'a[$(touch p)]'")]
    [InlineData("[ -v 'a[$(touch p)]' ]")]
    [InlineData("cd evil.git && git status")]
    [InlineData("tree -R -L 1 -H . .")]
    [InlineData("diff -l a b")]
    [InlineData("find *")]
    [InlineData("find . {-delete,x}")]
    [InlineData("x=-delete; find . $x")]
    [InlineData("x=a; command read x <<< -delete; find . $x")]
    [InlineData("echo ${x:=1}${y@P}")]
    [InlineData("echo $((x))")]
    [InlineData("x='a[$(touch p)]'; [[ $x -eq 1 ]]")]
    [InlineData("printf '%n' 'a[$(touch p)]'")]
    [InlineData("cat <<EOF\n$(rm x)\nEOF")]
    [InlineData("cat <<EOF\nEO\\\nEOF\nls '\nEOF\nrm x\n'")]
    [InlineData("echo \"`echo \\`rm x\\``\"")]
    [InlineData("$'\\x72m' x")]
    [InlineData("ls\r\nrm x")]
    [InlineData("rm\u00a0x")]
    [InlineData("ls\0")]
    [InlineData("awk '{print > \"f\"}' x")]
    [InlineData("awk '{print a,\nb > \"f\"}' x")]
    [InlineData("awk 'BEGIN{if (1) /\"/; print > \"p\"; y = /\"/}'")]
    [InlineData("awk 'BEGIN{\"touch p\" | getline}'")]
    [InlineData("gawk -i inplace '{print}' f")]
    [InlineData("sed -n '1e touch p' x")]
    [InlineData("sed 's/a/b/w p' x")]
    [InlineData("sed 's/[]/]/;/;w f;/p' x")]
    [InlineData("sed ':a w p' x")]
    [InlineData("sed \"$x\" f")]
    [InlineData("date 01010101")]
    [InlineData("git branch -v new")]
    [InlineData("git tag v1")]
    [InlineData("git config user.name me")]
    [InlineData("git config edit")]
    [InlineData("git stash")]
    [InlineData("git reflog expire --all")]
    [InlineData("git -C /tmp/x status")]
    [InlineData("(cd evil && ls); git status")]
    [InlineData("for d in a b; do cd $d; git status; done")]
    [InlineData("GIT_DIR=/x git status")]
    [InlineData("PATH=/tmp; ls")]
    [InlineData("env LD_PRELOAD=x ls")]
    [InlineData("less +'!touch p' f")]
    [InlineData("uniq -c a b")]
    [InlineData("ls | tee x")]
    [InlineData("ls | tee -")]
    [InlineData("while read n; do printf '%d' \"$n\"; done < f")]
    [InlineData("read x < f; exit $x")]
    [InlineData("gzip -9 a")]
    [InlineData("tar tf host:a")]
    [InlineData("xargs -I{} {} x")]
    [InlineData("find . -exec sh -c 'rm x' \\;")]
    [InlineData("cat < /dev/tcp/h/80")]
    [InlineData("ls() { rm x; }; ls")]
    [InlineData("ls {fd}> f")]
    [InlineData("python3 -c 'print(1)'")]
    [InlineData("curl http://x")]
    public void May_write_when_in_doubt(string line) => Assert.False(ShellCommand.OnlyReads(line));

    [Theory]
    [InlineData("brain mode execution", true)]
    [InlineData("/home/me/.local/share/brain/bin/brain uninstall claude-code", true)]
    [InlineData("sh -c 'brain purpose x'", true)]
    [InlineData("curl --unix-socket ~/.local/share/brain/brain.sock http://x/", true)]
    [InlineData("echo '{}' | brain hook claude-code", true)]
    [InlineData("brain --json mode execution", true)]
    [InlineData("brain \\\n mode execution", true)]
    [InlineData("echo {} > ~/.local/share/brain/brain.json", true)]
    [InlineData("cat ~/.local/share/brain/token", true)]
    [InlineData("env brain rate Steve useful", true)]
    [InlineData("bash -c \"brain redact --apply\"", true)]
    [InlineData("ls && brain restore old.tar", true)]
    [InlineData("echo brain mode execution | sh", true)]
    [InlineData("'b'rain backup x", true)]
    [InlineData("brain something-new", true)]
    [InlineData("brain spool flush", true)]
    [InlineData("brain persona archive Steve", true)]
    [InlineData("brain status && brain doctor; brain tail --session x; brain persona list", false)]
    [InlineData("brain mode --help", false)]
    [InlineData("git commit -m 'brain mode'", false)]
    [InlineData("grep -rn 'brain mode' docs", false)]
    [InlineData("brain sessions", false)]
    [InlineData("ls brain", false)]
    [InlineData("brain pipeline reach release committed", true)]
    [InlineData("brain pipeline abandon 1f2e3d4c", true)]
    [InlineData("brain pipeline define release.yaml", true)]
    [InlineData("brain pipeline runs && brain pipeline reach release committed", true)]
    [InlineData("brain pipeline list; brain pipeline define x.yaml", true)]
    [InlineData("brain \\\n pipeline skip release committed", true)]
    [InlineData("cd ~/src/brain && git commit -m 'pipeline fix'", false)]
    [InlineData("brain pipeline", false)]
    [InlineData("brain pipeline runs --json", false)]
    [InlineData("brain pipeline show release", false)]
    public void Steers_the_brain_when_it_speaks_to_it(string line, bool steers) =>
        Assert.Equal(steers, ShellCommand.SteersTheBrain(line));

    [Fact]
    public void Names_the_folders_whose_settings_its_programs_go_by()
    {
        Assert.Equal(
            [".", "sub", "sub/deep"],
            ShellCommand.Folders("cd sub && git status; git -C deep log").Where(folder => folder != "deep")
        );
        Assert.Empty(ShellCommand.Folders("git push"));
        Assert.Empty(ShellCommand.Folders("ls"));
    }

    [Theory]
    [InlineData("cd sub && git status", new[] { ".", "sub" }, true)]
    [InlineData("cd sub && git status", new[] { "." }, false)]
    [InlineData("git -C sub status", new[] { "sub" }, true)]
    [InlineData("git status", new string[0], false)]
    [InlineData("cargo tree", new string[0], false)]
    [InlineData("ls", new string[0], true)]
    public void Works_by_a_repositorys_settings_only_at_home(string line, string[] own, bool reads) =>
        Assert.Equal(reads, ShellCommand.OnlyReads(line, own));

    [Theory]
    [InlineData("sort *.txt")]
    [InlineData("rg foo *.cs")]
    [InlineData("file * | head")]
    [InlineData("git diff *.cs")]
    [InlineData("nm *")]
    public void Takes_a_pattern_for_files_only_where_somebody_looked(string line)
    {
        Assert.Contains("./-*", ShellCommand.Folders(line));
        Assert.True(ShellCommand.OnlyReads(line, [".", "./-*"]));
        Assert.False(ShellCommand.OnlyReads(line, ["."]));
        Assert.False(ShellCommand.OnlyReads(line));
    }

    [Theory]
    [InlineData("printf * x")]
    [InlineData("printf *")]
    [InlineData("env *")]
    [InlineData("sed *")]
    [InlineData("sort {-o,*}")]
    [InlineData("uniq *")]
    [InlineData("cd $x; sort *")]
    [InlineData("sort $x")]
    public void Takes_no_other_word_for_files(string line) =>
        Assert.False(ShellCommand.OnlyReads(line, [".", "./-*"]));

    [Fact]
    public void Names_the_words_that_may_be_paths() =>
        Assert.Equal(
            ["cat", "$HOME/x", "--file=/a", "/a", "c*d", "out"],
            ShellCommand.Paths("cat \"$HOME/x\" --file=/a c{1,2}d > out")
        );

    [Fact]
    public void Of_any_text_is_judged_without_an_exception()
    {
        var piece = Gen.Elements(
            "ls",
            "rm",
            "x",
            " ",
            "  ",
            "\n",
            ";",
            "&",
            "|",
            "&&",
            "(",
            ")",
            "{",
            "}",
            "$(",
            "${",
            "$((",
            "`",
            "'",
            "\"",
            "\\",
            "$x",
            "$'",
            "<<",
            "EOF",
            "<",
            ">",
            ">&2",
            "2>",
            "/dev/null",
            "if",
            "then",
            "fi",
            "for",
            "in",
            "do",
            "done",
            "case",
            "esac",
            ";;",
            "[[",
            "]]",
            "=~",
            "!",
            "#",
            "*",
            "[",
            "]",
            "~",
            "=",
            "a=",
            "git",
            "-C",
            "sed",
            "-n",
            "s/a/b/",
            "awk",
            "'{print}'",
            "find",
            "-exec",
            "xargs",
            "env",
            "brain",
            "mode",
            "\0",
            "\ud800",
            "\u00a0",
            "\r"
        );

        Prop.ForAll(Gen.ArrayOf(piece).Select(pieces => string.Concat(pieces)).ToArbitrary(), line =>
            {
                _ = ShellCommand.OnlyReads(line);
                _ = ShellCommand.Folders(line);
                _ = ShellCommand.Paths(line);
                _ = ShellCommand.SteersTheBrain(line);
            })
            .Check(Config.QuickThrowOnFailure.WithMaxTest(20_000));
    }

    [Theory]
    [InlineData("$(")]
    [InlineData("`")]
    [InlineData("(")]
    [InlineData("\"$(")]
    [InlineData("${x:-")]
    [InlineData("if ls; then ")]
    [InlineData("ls <<A ")]
    [InlineData("\\`")]
    [InlineData("ls; ")]
    public void That_is_long_or_deep_is_judged_all_the_same(string part)
    {
        var line = string.Concat(Enumerable.Repeat(part, 65_536 / part.Length));

        Assert.Equal(part == "ls; ", ShellCommand.OnlyReads(line));
        Assert.False(ShellCommand.OnlyReads(line + "ls  ls"));
    }

    [Fact]
    public void That_wanders_through_folders_is_judged_all_the_same()
    {
        var wandering = string.Join("; ", Enumerable.Range(0, 40).Select(step => $"cd f{step}"));

        // Where it is by then nobody says, so the programs of that folder's repository are not the project's.
        Assert.True(ShellCommand.Folders($"{wandering}; git status").Count < 40);
        Assert.False(ShellCommand.OnlyReads($"{wandering}; rm x"));
        Assert.False(ShellCommand.OnlyReads($"{wandering}; git status"));
    }
}
