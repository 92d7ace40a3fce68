using Brain.Domain.Skills;

namespace Brain.Domain.Tests.Skills;

/// <summary>What is read of a SKILL.md, in the plain form and with what is declared for its governance.</summary>
public sealed class ASkillManifest
{
    [Fact]
    public void Is_read_in_the_plain_form()
    {
        var (read, faults) = SkillReader.Read(
            """
            ---
            name: pdf
            description: Fills forms. Use when a PDF is named.
            allowed-tools: Bash(git add:*) Bash(a, b) Read
            license: MIT
            ---

            # PDF
            """,
            "folder"
        );

        Assert.Empty(faults);
        Assert.Equal(("pdf", "Fills forms. Use when a PDF is named."), (read!.Name, read.Description));
        Assert.Equal(["Bash(git add:*)", "Bash(a, b)", "Read"], read.AllowedTools);
        Assert.Equal("# PDF", read.Body.Trim());
    }

    [Fact]
    public void Is_read_with_what_is_declared()
    {
        var (read, faults) = SkillReader.Read(
            """
            ---
            id: pdf-1
            name: pdf
            description: Fills forms.
            version: 1.0
            keywords: [forms, "filling in"]
            category: documents
            inputs:
              - name: file
                description: the form
              - fields
            outputs:
              file: the filled form
            trust_level: Critical
            cost_estimate: 2k tokens
            dependencies: pypdf, qpdf
            last_tested: 2026-04-15
            health: degraded
            test: ./test.sh
            ---
            """,
            "pdf"
        );

        Assert.Empty(faults);
        Assert.Equal(("pdf-1", "1.0", "documents"), (read!.DeclaredId, read.Version, read.Category));
        Assert.Equal(["forms", "filling in"], read.Keywords);
        Assert.Equal(["file: the form", "fields"], read.Inputs);
        Assert.Equal(["file: the filled form"], read.Outputs);
        Assert.Equal(["pypdf", "qpdf"], read.Dependencies);
        Assert.Equal((TrustLevel.Critical, SkillHealth.Degraded), (read.TrustLevel, read.Health));
        Assert.Equal(new DateTimeOffset(2026, 4, 15, 0, 0, 0, TimeSpan.Zero), read.LastTested);
        Assert.Equal("./test.sh", read.Test);
    }

    [Fact]
    public void Takes_what_is_declared_below_metadata_too()
    {
        var (read, faults) = SkillReader.Read(
            "---\nname: a\ndescription: b\nmetadata:\n  version: 2.1.0\n  last-tested: 2026-01-02\n---\n",
            "a"
        );

        Assert.Empty(faults);
        Assert.Equal(("2.1.0", 2), (read!.Version, read.LastTested!.Value.Day));
    }

    [Fact]
    public void Names_each_fault_with_its_line_and_keeps_all_else()
    {
        var (read, faults) = SkillReader.Read(
            """
            ---
            name: Steve
            description: Use when: a colon stands where YAML wants none
            version: 1
            health: fine
            last_tested: tomorrow
            trust_level: huge
            keywords: [a, b
            category: *alias
            category: docs
            inputs: [x]
            ---
            body
            """,
            "steve"
        );

        Assert.Equal([2, 3, 5, 6, 7, 8, 9], faults.Select(fault => fault.Line));
        Assert.All([3, 8, 9], line => Assert.Contains("no YAML", faults.Single(one => one.Line == line).Reason));
        Assert.Equal("Use when: a colon stands where YAML wants none", read!.Description);
        Assert.Equal(("Steve", "1"), (read.Name, read.Version));
        Assert.Equal((null, null, null), (read.Health, read.LastTested, read.TrustLevel));
        Assert.Equal(["x"], read.Inputs);
    }

    [Theory]
    [InlineData("./test.sh --all", "./test.sh --all")]
    [InlineData("|\n  set -e\n  make  check", "set -e\nmake  check")]
    [InlineData("|\n  # all tests\n  pytest -q", "# all tests\npytest -q")]
    [InlineData("[make, check]", null)]
    [InlineData("\"a\\u200eb\"", null)]
    public void Has_a_test_that_runs_word_for_word_or_none(string test, string? runs)
    {
        var (read, faults) = SkillReader.Read($"---\nname: a\ndescription: One.\ntest: {test}\n---\nDo.\n", "a");

        Assert.Equal((runs, runs is null ? 1 : 0), (read!.Test, faults.Length));
    }

    [Fact]
    public void Has_no_test_that_would_be_cut() =>
        Assert.Null(
            SkillReader
                .Read($"---\nname: a\ndescription: One.\ntest: {new string('x', 4_001)}\n---\nDo.\n", "a")
                .Manifest!.Test
        );

    [Fact]
    public void Without_a_front_matter_has_its_folders_name_and_first_paragraph()
    {
        var (read, faults) = SkillReader.Read("# Title\n\nFirst line\nand second.\n\nMore.", "deploy");

        Assert.Equal(("deploy", "First line and second."), (read!.Name, read.Description));
        Assert.Equal(1, Assert.Single(faults).Line);
    }

    [Fact]
    public void Cuts_what_is_too_textand_says_so()
    {
        var (read, faults) = SkillReader.Read(
            $"\n\n---\nname: {new string('a', 65)}\ndescription: {new string('b', 1_025)}\n---\n",
            "x"
        );

        Assert.Equal((64, 1_024), (read!.Name.Length, read.Description.Length));
        Assert.Equal([4, 4, 5], faults.Select(fault => fault.Line));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n\t\n")]
    public void Is_none_in_an_empty_file(string text)
    {
        var (read, faults) = SkillReader.Read(text, "x");

        Assert.Null(read);
        Assert.Contains("nothing of this file is used", Assert.Single(faults).Reason);
    }

    [Fact]
    public void Is_none_in_a_file_that_is_too_large() =>
        Assert.Null(SkillReader.Read(new string('a', SkillManifest.BytesMax + 1), "x").Manifest);

    [Fact]
    public void Has_so_many_keys_and_faults_and_no_more()
    {
        var keys = string.Concat(Enumerable.Range(0, 30_000).Select(key => $"k{key}:\n"));

        var (read, faults) = SkillReader.Read($"---\nname: a\ndescription: b\nversion: [\n{keys}---\nc\n", "a");

        Assert.Equal(("a", "b"), (read!.Name, read.Description));
        Assert.StartsWith(
            "it has more than 200 keys",
            Assert.Single(faults, fault => fault.Line == 202).Reason,
            StringComparison.Ordinal
        );
        var many = string.Concat(Enumerable.Repeat("no key\n", 30_000));
        faults = SkillReader.Read($"---\n{many}name: a\ndescription: b\n---\nc\n", "a").Faults;
        Assert.Equal(50, faults.Length);
        Assert.EndsWith("more faults from here on are not told", faults[^1].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_the_lines_of_keys_that_are_read_one_by_one()
    {
        var faults = SkillReader
            .Read("---\nname: a\ndescription: b: c\nmetadata:\n  x: 1\n  health: ill\ntrust_level: ?\n---\nc\n", "a")
            .Faults;

        Assert.Equal([3, 6, 7, 7], faults.Select(fault => fault.Line));
    }

    [Theory]
    [InlineData("version", "\"\\u200e\"")]
    [InlineData("category", "\"\\ufeff\\u200e \"")]
    [InlineData("test", "\"\\u202e\"")]
    public void Has_no_field_of_what_nobody_sees(string field, string value)
    {
        var read = SkillReader.Read($"---\nname: a\ndescription: b\n{field}: {value}\n---\nc\n", "a");

        Assert.Equal($"{field} is empty and is left out", Assert.Single(read.Faults).Reason);
        Assert.Equal((null, null, null), (read.Manifest!.Version, read.Manifest.Category, read.Manifest.Test));
    }

    [Fact]
    public void Is_cut_after_its_secrets_were_taken_out()
    {
        var secret = string.Concat("ghp_", string.Concat(Enumerable.Repeat("aB3dE6gH9k", 4))[..36]);
        var text = $"{new string('a', 350)} {secret} {new string('b', 30)}";

        var read = SkillReader.Read($"---\nname: a\ndescription: b\nid: {text}\n---\nc\n", "a").Manifest!;

        Assert.DoesNotContain(secret[..12], read.DeclaredId, StringComparison.Ordinal);
        Assert.InRange(read.DeclaredId!.Length, 1, SkillManifest.TextMax);
        Assert.Equal(read.DeclaredId, Messages.Secrets.SecretScanner.Redact(read.DeclaredId));
    }
}
