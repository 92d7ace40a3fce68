using System.Text.Json;
using Brain.Domain.Rules;
using Brain.Messages.Sessions;

namespace Brain.Tests.Rules;

/// <summary>Which calls a rule is about.</summary>
public sealed class ARule
{
    private const string Project = "/home/me/site";

    [Theory]
    [InlineData("npm install")]
    [InlineData("npm i")]
    [InlineData("npm add left-pad")]
    [InlineData("npm --prefix web install")]
    [InlineData("npm install --save-dev jest")]
    [InlineData("/usr/local/bin/npm install")]
    [InlineData("\\npm install")]
    [InlineData("'npm' \"install\"")]
    [InlineData("FOO=1 npm install")]
    [InlineData("env FOO=1 BAR=2 npm install")]
    [InlineData("env -u FOO npm install")]
    [InlineData("env -S 'npm install'")]
    [InlineData("sudo -u me npm install")]
    [InlineData("command npm install")]
    [InlineData("exec npm install")]
    [InlineData("nohup npm install &")]
    [InlineData("time npm install")]
    [InlineData("timeout 60 npm install")]
    [InlineData("timeout -k 5 60 nice -n 10 npm install")]
    [InlineData("cd web && npm install")]
    [InlineData("true; npm install")]
    [InlineData("npm install | tee log")]
    [InlineData("yes | npm install")]
    [InlineData("false || npm install")]
    [InlineData("(cd web; npm install)")]
    [InlineData("{ npm install; }")]
    [InlineData("if true; then npm install; fi")]
    [InlineData("for d in a b; do npm install; done")]
    [InlineData("echo $(npm install)")]
    [InlineData("echo `npm install`")]
    [InlineData("bash -c 'npm install'")]
    [InlineData("bash -lc \"cd web && npm install\"")]
    [InlineData("/bin/sh -ec 'npm install'")]
    [InlineData("bash -c \"bash -c 'npm install'\"")]
    [InlineData("eval 'npm install'")]
    [InlineData("eval npm install")]
    [InlineData("echo 'npm install' | sh")]
    [InlineData("bash <<'EOF'\nnpm install\nEOF")]
    [InlineData("bash <<< 'npm install'")]
    [InlineData("echo left-pad | xargs npm install")]
    [InlineData("xargs -n 1 npm install < list")]
    [InlineData("find . -name web -exec npm install {} \\;")]
    [InlineData("X=npm; $X install")]
    [InlineData("CMD='npm install'; $CMD")]
    [InlineData("B=/usr/bin; $B/npm install")]
    [InlineData("$HOME/bin/npm install")]
    [InlineData("corepack npm install")]
    [InlineData("f() { npm install; }; f")]
    [InlineData("a=(1 2); npm install")]
    [InlineData("npm \\\n  install")]
    public void Of_a_command_is_met_in_every_spelling(string line) =>
        Assert.True(Shell("npm install").IsMet(Run(line)), line);

    [Theory]
    [InlineData("pnpm install")]
    [InlineData("npm run install-hooks")]
    [InlineData("npm test")]
    [InlineData("echo npm install")]
    [InlineData("echo 'never run npm install'")]
    [InlineData("git commit -m 'npm install'")]
    [InlineData("grep -r 'npm install' docs")]
    [InlineData("cat npm install")]
    [InlineData("# npm install")]
    [InlineData("./mynpm install")]
    [InlineData("npm run build -- install")]
    public void Of_a_command_is_not_met_by_what_only_speaks_of_it(string line) =>
        Assert.False(Shell("npm install").IsMet(Run(line)), line);

    [Theory]
    [InlineData("git push --force", "git push --force", true)]
    [InlineData("git push --force", "git push origin main -f", true)]
    [InlineData("git push --force", "git -C web push -uf origin", true)]
    [InlineData("git push --force", "git -c a=b --no-pager push --force=yes", true)]
    [InlineData("git push --force", "git push origin +main", true)]
    [InlineData("git push --force", "git push --force-with-lease", false)]
    [InlineData("git push --force", "git push origin main", false)]
    [InlineData("git push --force", "git stash push --force", false)]
    [InlineData("git commit --no-verify", "git commit -nm x", true)]
    [InlineData("git commit --no-verify", "git commit --no-ver -m x", true)]
    [InlineData("git commit --no-verify", "git commit -m 'use --no-verify'", false)]
    [InlineData("git commit --no-verify", "git commit -m x -- --no-verify", false)]
    [InlineData("rm -rf", "rm -r -f build", true)]
    [InlineData("rm -rf", "rm -fr build", true)]
    [InlineData("rm -rf", "rm -r build", false)]
    [InlineData("npm|yarn install", "yarn install", true)]
    [InlineData("npm install; yarn add", "yarn add x", true)]
    [InlineData("npm run *:prod", "npm run deploy:prod", true)]
    [InlineData("npm run *:prod", "npm run deploy:test", false)]
    [InlineData("./gradlew test", "./gradlew test", true)]
    [InlineData("./gradlew test", "bash gradlew test", true)]
    [InlineData("Deploy.sh", "sh ./Deploy.sh now", true)]
    [InlineData("kubectl delete", "kubectl -n prod delete pod x", true)]
    [InlineData("docker compose down", "docker compose -f a.yml down", true)]
    [InlineData("git add .", "git add .", true)]
    [InlineData("git add .", "git add src", false)]
    public void Of_a_command_reads_words_in_order_and_options_anywhere(string pattern, string line, bool met) =>
        Assert.Equal(met, Shell(pattern).IsMet(Run(line)));

    [Theory]
    [InlineData("**/generated/*.cs", "Edit", "/home/me/site/generated/A.cs", true)]
    [InlineData("**/generated/*.cs", "Write", "/home/me/site/src/generated/A.cs", true)]
    [InlineData("**/generated/*.cs", "Edit", "/home/me/site/generated/A.md", false)]
    [InlineData("**/generated/*.cs", "Read", "/home/me/site/generated/A.cs", false)]
    [InlineData("**/a.lock|**/b.lock", "Edit", "/home/me/site/b.lock", true)]
    public void Of_files_is_met_by_tools_that_write_them(string glob, string tool, string path, bool met) =>
        Assert.Equal(met, Files(glob).IsMet(Tool(tool, path)));

    [Theory]
    [InlineData("echo x > generated/A.cs", true)]
    [InlineData("echo x >> ./generated/A.cs", true)]
    [InlineData("cat x | tee generated/A.cs", true)]
    [InlineData("sed -i s/a/b/ generated/A.cs", true)]
    [InlineData("sed -i.bak -e s/a/b/ generated/A.cs", true)]
    [InlineData("perl -pi -e s/a/b/ /home/me/site/generated/A.cs", true)]
    [InlineData("cp a.cs generated/A.cs", true)]
    [InlineData("mv generated/A.cs b.cs", true)]
    [InlineData("bash -c 'rm generated/A.cs'", true)]
    [InlineData("dd if=/dev/null of=generated/A.cs", true)]
    [InlineData("cat generated/A.cs", false)]
    [InlineData("cp generated/A.cs b.cs", false)]
    [InlineData("git add generated/A.cs", false)]
    [InlineData("grep x generated/A.cs > found", false)]
    [InlineData("sed s/a/b/ generated/A.cs", false)]
    public void Of_files_is_met_by_a_shell_that_writes_them(string line, bool met) =>
        Assert.Equal(met, Files("**/generated/*.cs").IsMet(Run(line)));

    [Fact]
    public void Of_a_folder_is_met_by_taking_it_away()
    {
        Assert.True(Files("**/vendor/**").IsMet(Run("rm -rf vendor")));
        Assert.True(Files("**/vendor/**").IsMet(Run("rm -rf ./vendor/")));
        Assert.False(Files("**/vendor/**").IsMet(Run("rm -rf vendors")));
    }

    [Theory]
    [InlineData("cat .env", true)]
    [InlineData("source <(cat .env)", true)]
    [InlineData("while read l; do echo $l; done < .env", true)]
    [InlineData("cat .env.example", false)]
    [InlineData("git add .env", false)]
    public void Of_reading_is_met_by_a_shell_that_reads(string line, bool met) =>
        Assert.Equal(
            met,
            new Rule(Guid.NewGuid(), 1, RuleAction.Deny, RuleTool.Read, "no") { Path = "**/.env" }.IsMet(Run(line))
        );

    [Fact]
    public void Of_a_text_looks_into_what_is_written()
    {
        var rule = new Rule(Guid.NewGuid(), 1, RuleAction.Deny, RuleTool.Edit, "no") { Text = "console.log" };

        Assert.True(rule.IsMet(Tool("Edit", "/home/me/site/a.ts", new { new_string = "Console.log(1)" })));
        Assert.False(rule.IsMet(Tool("Edit", "/home/me/site/a.ts", new { new_string = "log(1)" })));
    }

    [Fact]
    public void Of_a_text_looks_into_all_of_what_is_written()
    {
        var rule = new Rule(Guid.NewGuid(), 1, RuleAction.Deny, RuleTool.Edit, "no") { Text = "console.log" };
        var far = new string('x', 1_000_000);
        var many = Enumerable.Range(0, 5_000).Select(one => $"line {one}");

        Assert.True(rule.IsMet(Tool("Write", "/home/me/site/a.ts", new { content = $"{far} console.log(1)" })));
        Assert.False(rule.IsMet(Tool("Write", "/home/me/site/a.ts", new { content = far })));
        Assert.True(
            rule.IsMet(Tool("Edit", "/home/me/site/a.ts", new { old_string = far, new_string = "\"console.log\"" }))
        );
        Assert.True(
            rule.IsMet(Tool("Edit", "/home/me/site/a.ts", new { edits = (string[])[.. many, "\tconsole.log"] }))
        );
    }

    [Theory]
    [InlineData(RuleTool.Edit, "echo 'console.log(1)' > a.js", true)]
    [InlineData(RuleTool.Edit, "cat > a.js <<'EOF'\nconsole.log(1)\nEOF", true)]
    [InlineData(RuleTool.Edit, "sed -i 's/log/console.log/' a.js", true)]
    [InlineData(RuleTool.Edit, "grep -r console.log src", false)]
    [InlineData(RuleTool.Edit, "grep -r console.log src 2>/dev/null", false)]
    [InlineData(RuleTool.Edit, "echo 'log(1)' > a.js", false)]
    [InlineData(RuleTool.Read, "cat console.log", true)]
    [InlineData(RuleTool.Read, "echo console.log", false)]
    public void Of_a_text_is_held_against_a_shell_that_does_the_same(RuleTool tool, string line, bool met) =>
        Assert.Equal(
            met,
            new Rule(Guid.NewGuid(), 1, RuleAction.Deny, tool, "no") { Text = "console.log" }.IsMet(Run(line))
        );

    [Theory]
    [InlineData("")]
    [InlineData(";")]
    [InlineData("--force")]
    [InlineData("*")]
    [InlineData("a && b")]
    [InlineData("git commit -m \"x\"")]
    [InlineData("a | b")]
    public void Of_a_command_says_why_a_pattern_is_none(string pattern) =>
        Assert.NotNull(CommandPattern.Parse(pattern).Fault);

    [Fact]
    public void Is_not_met_by_a_pattern_that_can_not_be_read() => Assert.False(Shell("a && b").IsMet(Run("a && b")));

    private static Rule Shell(string pattern) =>
        new(Guid.NewGuid(), 1, RuleAction.Deny, RuleTool.Shell, "no") { Pattern = pattern };

    private static Rule Files(string glob) =>
        new(Guid.NewGuid(), 1, RuleAction.Deny, RuleTool.Edit, "no") { Path = glob };

    private static RuleCall Run(string line) => new(new("sh", ToolKind.Shell, null, null), line, line, Project);

    private static RuleCall Tool(string name, string path, object? input = null) =>
        new(
            new(
                name,
                name switch
                {
                    "Edit" => ToolKind.Edit,
                    "Write" => ToolKind.Write,
                    _ => ToolKind.Read,
                },
                input is null ? null : JsonSerializer.SerializeToElement(input),
                path
            ),
            null,
            path,
            Project
        );
}
