using System.Text;
using Brain.Domain.Skills;
using Brain.Domain.Skills.Build;
using Brain.Domain.Skills.Scan;
using Brain.Messages.Sessions;
using Brain.Messages.Skills;

namespace Brain.Tests.Skills;

/// <summary>By rules alone: what of a session becomes a skill.</summary>
public sealed class DraftingASkill
{
    [Fact]
    public void Keeps_the_steps_that_worked_each_once()
    {
        var draft = Draft(
            Turn(
                1,
                "Release the site",
                Ran("ls -la"),
                Ran("npm run build", "errored"),
                new(ToolKind.Edit, "Edit", "ok", "/home/me/site/build.js"),
                Ran("npm run build"),
                new(ToolKind.Edit, "Edit", "ok", "/home/me/site/build.js"),
                Ran("npm run build"),
                Ran("rsync -a dist/ web:/srv")
            ),
            Turn(2, "Drop the tables", isTakenBack: true, Ran("psql -c 'drop table x'"))
        )!;

        Assert.Equal(
            ["./build.js", "npm run build", "rsync -a dist/ web:/srv"],
            draft.Parts.SelectMany(part => part.Steps).Select(step => step.Text)
        );
        Assert.Equal(["npm", "rsync"], draft.Programs);
        Assert.Equal(
            [
                "Turns that were taken back or cut off: 2.",
                "Left out: 1 call that failed.",
                "Left out: 2 calls that were done again.",
                "Left out: 1 call that only looked.",
            ],
            draft.LeftOut
        );
    }

    [Fact]
    public void Lifts_out_what_is_of_this_one_time()
    {
        var draft = Draft(
            Turn(
                1,
                "Release 2.1.0 of shop-api to staging-eu",
                Ran("npm version 2.1.0"),
                Ran("git commit -am \"Release of the shop\""),
                Ran("kubectl --namespace staging-eu rollout restart deploy/shop-api"),
                Ran("curl -f https://shop.our-company.com/health")
            )
        )!;

        Assert.Equal(
            [
                "npm version {{version}}",
                "git commit -am \"{{message}}\"",
                "kubectl --namespace {{namespace}} rollout restart deploy/shop-api",
                "curl -f {{url}}",
            ],
            draft.Parts.SelectMany(part => part.Steps).Select(step => step.Text)
        );
        Assert.Contains(new DraftInput("namespace", "staging-eu"), draft.Inputs);
        Assert.StartsWith(
            "Release {{version}} of shop-api to {{namespace}}",
            draft.Description,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("Say \"hello\": it's #1 `!rm -rf /` <b>", "make all")]
    [InlineData("--- name: x\n---", "printf 'a\\nb' | tee out.txt")]
    [InlineData("Ünïcode → \u2713", "echo '```' >> README.md")]
    public void Is_a_file_that_is_read_without_a_fault(string asked, string command)
    {
        var draft = Draft(Turn(1, asked, Ran(command)))!;
        var text = draft.ToText();

        var read = SkillReader.Read(text, draft.Name);

        Assert.Empty(read.Faults);
        Assert.Equal(
            (draft.Name, "0.1.0", "sh test.sh"),
            (read.Manifest!.Name, read.Manifest.Version, read.Manifest.Test)
        );
        var scan = SkillScanner.Scan(draft.Name, [new("SKILL.md", Encoding.UTF8.GetBytes(text))]);
        Assert.Empty(scan.Capabilities.RunsFirst);
        Assert.DoesNotContain(scan.Findings, one => one.Severity > ScanSeverity.Note);
    }

    [Fact]
    public void Has_no_secret_in_it()
    {
        // In two parts, so that no scanner of repositories takes it for one.
        var key = "ghp_" + "16C7e42F292c6912E7710c838347Ae178B4a";
        var draft = Draft(Turn(1, $"Push with {key}", Ran($"git push https://me:{key}@github.com/me/site main")))!;

        Assert.DoesNotContain(key, draft.ToText(), StringComparison.Ordinal);
    }

    [Fact]
    public void Leaves_out_what_an_agent_would_run_by_reading() =>
        Assert.Null(Draft(Turn(1, "Do it", Ran("echo !`touch /tmp/x`"))));

    [Theory]
    [InlineData("npm test 2>&1 | tail -5 &>log && make", "npm tail make")]
    [InlineData("cat > a.txt <<'EOF'\nfoo bar\nEOF\nnode a.js", "cat node")]
    [InlineData("sudo -u postgres psql -c 'select 1'", "psql")]
    [InlineData("env -i A=1 make \\\n  all", "make")]
    [InlineData("case $x in a) go build ;; b | c) cargo build ;; esac", "go cargo")]
    [InlineData("> out.txt jq . in.json # then; more", "jq")]
    [InlineData("up() { docker up; }; up", "docker")]
    [InlineData("[[ -f a && b == c ]] && x=$(git rev-parse HEAD)", "git")]
    public void Asks_for_the_programs_of_its_commands_alone(string command, string programs) =>
        Assert.Equal(programs, string.Join(' ', Draft(Turn(1, "Do it", Ran($"mkdir x; {command}")))!.Programs.Skip(1)));

    [Fact]
    public void Leaves_paths_of_others_as_they_are() =>
        Assert.Equal(
            "rm -rf /opt/home/me/site/cache ./cache",
            Step("rm -rf /opt/home/me/site/cache /home/me/site/cache")
        );

    [Theory]
    [InlineData("test", "git commit -m \"test\" && npm test", "git commit -m \"{{message}}\" && npm test")]
    [InlineData("", "git clone git@github.com:me/site", "git clone git@github.com:me/site")]
    [InlineData("the eu-1 one", "scale --zone eu-1 shop-eu-1 eu-10", "scale --zone {{zone}} shop-eu-1 eu-10")]
    [InlineData("", "npm version 2.1.0 && tar xf a-2.1.0.tgz", "npm version {{version}} && tar xf a-{{version}}.tgz")]
    public void Lifts_out_whole_words(string asked, string command, string step) =>
        Assert.Equal(step, Step(command, asked));

    [Fact]
    public void Of_a_learning_runs_nothing_by_being_read()
    {
        var text = SkillDrafter.OfWords("one", "Do !`id`.\n\n```!\nid\n```\n\n~~~ !sh\nid\n~~~", "Learning 1").ToText();

        var scan = SkillScanner.Scan("one", [new("SKILL.md", Encoding.UTF8.GetBytes(text))]);

        Assert.Empty(scan.Capabilities.RunsFirst);
        Assert.Null(Draft(Turn(1, "Do it", Ran("cat > a.md <<E\n```!\nid\n```\nE"))));
    }

    [Theory]
    [InlineData("version: 1.2.3\n", "patch", "version: 1.2.4", "-version: 1.2.3")]
    [InlineData("version: \"1.2.3\"\n", "minor", "version: 1.3.0", "-version: \"1.2.3\"")]
    [InlineData("metadata:\n  version: 1.2.3\n", "major", "  version: 2.0.0", "-  version: 1.2.3")]
    [InlineData("", "patch", "version: 0.1.0", "+version: 0.1.0")]
    [InlineData("version: 1.2.3\n", "1.4.0", "version: 1.4.0", "-version: 1.2.3")]
    public void Is_followed_by_versions_with_a_history(string front, string wanted, string line, string difference)
    {
        var text = $"---\nname: pdf\ndescription: Fills forms.\n{front}---\nDo it.\n";

        var bump = SkillVersionBump.Of(text, "pdf", wanted, (new(2026, 11, 29), "It \"prints\""));

        Assert.Contains($"{line}\n", bump.Text, StringComparison.Ordinal);
        Assert.Contains(
            $"\n  - \"{bump.To}, 2026-11-29: It 'prints'\"\n---\nDo it.\n",
            bump.Text,
            StringComparison.Ordinal
        );
        Assert.Contains(difference, TextDifference.Of(text, bump.Text!));
        var next = SkillVersionBump.Of(bump.Text!, "pdf", "patch", (new(2026, 11, 30), null));
        Assert.Contains(
            $"history:\n  - \"{next.To}, 2026-11-30\"\n  - \"{bump.To}, 2026",
            next.Text,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("version: 1.2.3\n", "1.2.3", "is not higher than 1.2.3")]
    [InlineData("version: 1.2.3\n", "newer", "is no next version")]
    [InlineData("version: next\n", "patch", "which is not of the form 1.2.3")]
    public void Is_followed_by_no_version_that_is_none(string front, string wanted, string why) =>
        Assert.Contains(
            why,
            SkillVersionBump
                .Of($"---\nname: pdf\ndescription: x\n{front}---\nDo it.\n", "pdf", wanted, (new(2026, 11, 29), null))
                .Refusal,
            StringComparison.Ordinal
        );

    [Fact]
    public void Is_listed_by_a_marketplace_beside_what_it_lists()
    {
        var skill = new SkillManifest("pdf", "Fills forms.", "") { Version = "1.2.0" };
        var (first, _) = PluginFiles.Marketplace(null, "ours", skill, "me");

        var (second, _) = PluginFiles.Marketplace(first, "ours", skill with { Name = "csv" }, "me");

        Assert.Contains("\"source\": \"./plugins/pdf\"", second, StringComparison.Ordinal);
        Assert.Contains("\"source\": \"./plugins/csv\"", second, StringComparison.Ordinal);
        Assert.NotNull(PluginFiles.Marketplace(second, "ours", skill, "me").Refusal);
        Assert.NotNull(PluginFiles.Marketplace("[]", "ours", skill, "me").Refusal);
        Assert.NotNull(PluginFiles.Marketplace("""{ "plugins": [{ "name": 7 }, 8] }""", "ours", skill, "me").Text);
    }

    private static string Step(string command, string asked = "Do it") =>
        Draft(Turn(1, asked, Ran(command)))!.Parts[0].Steps[0].Text;

    private static SkillDraft? Draft(params DraftTurn[] turns) =>
        SkillDrafter.Of(null, turns, "/home/me/site", "Session 0191d2a4, turns 1 to 2");

    private static DraftTurn Turn(int num, string asked, params DraftCall[] calls) =>
        new(num, asked, false, [.. calls]);

    private static DraftTurn Turn(int num, string asked, bool isTakenBack, params DraftCall[] calls) =>
        new(num, asked, isTakenBack, [.. calls]);

    private static DraftCall Ran(string command, string status = "ok") => new(ToolKind.Shell, "Bash", status, command);
}
