using System.Collections.Immutable;
using Brain.Domain.Knowledge;
using Brain.Domain.Knowledge.Recall;
using Brain.Messages.Sessions;
using Brain.Tests.Sessions;

namespace Brain.Tests.Knowledge;

/// <summary>How a call is told to be like an earlier one, and what is said of it then.</summary>
public sealed class ARecalledCall
{
    [Theory]
    [InlineData("Exit code 1\nunknown flag: --stat\n\nUsage:  gh pr diff [flags]", "unknown flag: --stat")]
    [InlineData(
        "Exit code 1\n[lint] $ golangci-lint\n[lint] ERROR task failed\na.go:7:2: \"io\" imported and not used",
        "a.go:7:2: \"io\" imported and not used"
    )]
    [InlineData(
        "Traceback (most recent call last):\n  File \"a.py\", line 3\nModuleNotFoundError: No module named 'x'",
        "ModuleNotFoundError: No module named 'x'"
    )]
    [InlineData("\u001b[31merror\u001b[0m: could not compile `till`", "error: could not compile `till`")]
    [InlineData("Exit code 1", null)]
    [InlineData("", null)]
    public void Has_the_line_of_its_error_that_says_most(string error, string? line) =>
        Assert.Equal(line, ErrorLine.Of(error));

    [Theory]
    [InlineData("/home/a/till.go:12:4: undefined: sum", "/work/b/till.go:340:11: undefined: sum")]
    [InlineData("error: commit 1a2b3c4d5e not found after 3.5s", "error: commit 99ffee7710 not found after 12ms")]
    [InlineData("fatal: 0xdeadbeef at 2026-01-02T03:04:05Z", "fatal: 0x00ff at 2025-11-30T23:59:59Z")]
    public void Has_the_error_of_another_run(string one, string other) =>
        Assert.Equal(CallKey.OfError(one), CallKey.OfError(other));

    [Theory]
    [InlineData("a.go:12:4: undefined: sum", "a.go:12:4: undefined: total")]
    [InlineData("error: no such file: till.cs", "error: no such file: sum.cs")]
    public void Has_not_the_error_of_another_kind(string one, string other) =>
        Assert.NotEqual(CallKey.OfError(one), CallKey.OfError(other));

    [Theory]
    [InlineData("cd /work/a && npm run test 2>&1 | tail -20", "npm run test")]
    [InlineData("FOO=1 git -C /work/a log --oneline", "git log")]
    [InlineData("/usr/bin/git push", "git push")]
    [InlineData("timeout 30s dotnet test --no-build", "dotnet test")]
    [InlineData("grep -n 'a|b' file.txt", "grep")]
    public void Is_of_the_program_that_it_runs(string line, string head) =>
        Assert.Equal(head, CallLine.Commands(line)[0].Head);

    [Fact]
    public void Is_read_command_by_command() =>
        Assert.Equal(
            ["git add", "git diff", "git commit"],
            CallLine.Commands("git add a.txt && git diff --cached; git commit -m 'a && b; c'").Select(one => one.Head)
        );

    [Theory]
    [InlineData("gh pr diff 88 --stat", "unknown flag: --stat", "gh pr diff 104 --stat")]
    [InlineData("git show abc --no-stat", "fatal: unrecognized argument: --no-stat", "git show --no-stat HEAD")]
    [InlineData("git gc --auto --dry-run", "error: unknown option `dry-run'", "git gc --dry-run")]
    [InlineData("npx foo | rg -c x", "bash: rg: command not found", "rg x src/")]
    [InlineData("mise run lint:full", "mise ERROR no task lint:full found", "mise run lint:full --verbose")]
    public void Was_called_wrongly_and_so_is_this_one(string target, string error, string line) =>
        Assert.Contains(
            Digests(CallKey.Of(ToolKind.Shell, target, error), CallKey.Misuse),
            key => Digests(CallKey.OfAttempt(line), CallKey.Misuse).Contains(key)
        );

    [Theory]
    // What the code did wrong says nothing of the call.
    [InlineData("go test ./...", "--- FAIL: TestSum (0.00s)\n    got unknown flag for --sum")]
    [InlineData("git add a.txt && git commit -m x", "error: pathspec 'a.txt' did not match any files")]
    [InlineData("npm test", "Error: expected 3, got 4")]
    public void Was_called_rightly_and_failed(string target, string error) =>
        Assert.Empty(Digests(CallKey.Of(ToolKind.Shell, target, error), CallKey.Misuse));

    [Fact]
    public void Of_a_wrong_flag_is_told_before_the_same_flag_again()
    {
        var advice = Advice.BeforeCommand("gh pr diff 104 --stat", [Wrong()]);

        Assert.NotNull(advice);
        Assert.True(advice.Score >= KnowledgeSettings.Default.ScoreMin);
        Assert.Contains("unknown flag: --stat", advice.Text, StringComparison.Ordinal);
        Assert.Contains("gh pr diff 88 --name-only", advice.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void That_worked_since_is_not_told() =>
        Assert.Null(
            Advice.BeforeCommand("gh pr diff 104 --stat", [Wrong() with { WorkedSince = ["gh pr diff 90 --stat"] }])
        );

    [Fact]
    public void Whose_flag_another_command_of_the_line_has_is_not_told() =>
        Assert.Null(Advice.BeforeCommand("gh pr diff 104 --name-only && git diff --stat", [Wrong()]));

    [Fact]
    public void Of_a_failing_test_is_told_to_people_only()
    {
        var failed = Call("npm test", "Error: expected 3, got 4", "npm test") with { Edited = ["other.js"] };

        var advice = Advice.AfterError("npm test", failed.Error, [failed]);

        Assert.InRange(advice!.Score, 0.01, KnowledgeSettings.Default.ScoreMin - 0.01);
    }

    [Theory]
    [InlineData("npm run build && echo done", true)]
    [InlineData("npm test", true)]
    [InlineData("yarn run build", true)]
    [InlineData("echo hi", false)]
    public void Is_put_right_only_by_what_the_line_was_for(string next, bool isShown)
    {
        const string error = "npm error Missing script: \"bild\"";

        var advice = Advice.AfterError(
            "npm run bild && echo done",
            error,
            [Call("npm run bild && echo done", error, next)]
        );

        Assert.Equal(isShown, advice?.Text.Contains(next, StringComparison.Ordinal) == true);
    }

    [Fact]
    public void That_was_put_right_is_told_before_one_that_failed_since()
    {
        var again = Wrong() with { Id = Guid.NewGuid(), At = Some.Time.AddHours(1), Fix = null };

        var advice = Advice.BeforeCommand("gh pr diff 104 --stat", [again, Wrong()]);

        Assert.Contains("gh pr diff 88 --name-only", advice!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Is_told_in_600_characters_whatever_it_holds()
    {
        var huge = new string('x', 5_000);
        var wrong = Wrong() with { Target = $"gh pr diff --stat {huge}", Fix = huge, Edited = [huge, huge, huge] };

        var text = Advice.BeforeCommand("gh pr diff 1 --stat", [wrong])!.Text;

        Assert.InRange(text.Length, 100, KnowledgeSettings.RecallMax);
    }

    [Theory]
    [InlineData("/work/site/src/till.cs", true)]
    [InlineData("src/till.cs", true)]
    [InlineData("/work/site/lib/till.cs", false)]
    [InlineData("/work/site/src/retill.cs", false)]
    public void Finds_what_was_learnt_about_the_very_file(string path, bool found)
    {
        var known = new ProjectLearnings([Learnt("src/till.cs rounds down on purpose", ["src/till.cs"])]);

        Assert.Equal(found, known.About(path).Any());
    }

    [Fact]
    public void Of_a_refuted_learning_says_that_it_is_one()
    {
        var refuted = Learnt("cache sums in till.cs", ["till.cs"]) with { Status = KnownLearning.Refuted };

        var advice = Advice.BeforeEdit("/work/site/till.cs", [refuted], [], least: 0.7);

        Assert.Contains("tried and refuted, not to be followed", advice!.Text, StringComparison.Ordinal);
    }

    internal static RecalledCall Wrong() =>
        Call("gh pr diff 88 --stat", "Exit code 1\nunknown flag: --stat", "gh pr diff 88 --name-only") with
        {
            Kind = CallKey.Misuse,
        };

    internal static KnownLearning Learnt(string text, ImmutableArray<string> files = default) =>
        new(Guid.NewGuid(), text, "fact", "active")
        {
            Project = "/home/me/site",
            NewsAt = Some.Time,
            Files = files.IsDefault ? [] : files,
        };

    private static RecalledCall Call(string target, string error, string? fix) =>
        new(Guid.NewGuid(), Guid.NewGuid(), Some.Time, target, error) { Kind = CallKey.Error, Fix = fix };

    private static HashSet<long> Digests(IEnumerable<CallKey> keys, string kind) =>
        [.. keys.Where(key => key.Kind == kind).Select(key => key.Digest)];
}
