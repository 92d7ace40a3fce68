using Brain.Domain.Personas;

namespace Brain.Domain.Tests.Personas;

/// <summary>
/// Claude Code takes front matter that is no YAML. A persona's rules hold whatever else stands there, and what can't be
/// read is told.
/// </summary>
public sealed class ARuleBesideBrokenYaml
{
    private const string Watch = """
        watch:
          - tool: WebFetch
            input: 'https?://(?<host>[^/\s"]+)'
            say: '{count} external calls: {host}'

        """;

    [Theory]
    [InlineData("name: steve\ndescription: APIs\nallowed-tools: *\n", "line 4: ")]
    [InlineData("name: steve\ndescription: APIs\nargument-hint: [page] [size]\n", "line 4: ")]
    [InlineData("name: steve\ndescription: @me looks after APIs\n", "line 3: ")]
    [InlineData("name: steve\ndescription: APIs: and more\n", "line 3: ")]
    [InlineData("name: steve\ndescription: \"APIs\n", "line ")]
    [InlineData("name: steve\ndescription: 'it's APIs'\n", "line ")]
    [InlineData("name: steve\n\tdescription: APIs\n", "line 2: ")]
    [InlineData("name: steve\nname: steve\ndescription: APIs\n", "line 3: ")]
    [InlineData("name: steve\ndescription: %APIs\n", "line 3: ")]
    [InlineData("name: steve\ndescription: `APIs`\n", "line 3: ")]
    [InlineData("name: steve\ndescription: APIs\nhooks: {a: [}\n", "line 4: ")]
    [InlineData("name: steve\ndescription: APIs\na: &a x\nb: *a\n", "line 5: the front matter uses an alias")]
    [InlineData("name: steve\ndescription: APIs\n- a\n", "line 4: ")]
    [InlineData("description: APIs\n", "line 1: name is missing")]
    [InlineData("name: [steve]\ndescription: APIs\n", "line 2: name is not a text")]
    [InlineData("name: steve\n", "line 1: description is missing")]
    [InlineData("just words\n", "line ")]
    public void Holds_and_the_fault_is_told(string front, string fault)
    {
        foreach (var text in (string[])[front + Watch, Watch + front])
        {
            var read = SkillFile.Read($"---\n{text}---\nBody");

            Assert.Equal("{count} external calls: {host}", Assert.Single(read.File!.Rules).Say);
            Assert.Equal("Body", read.File.Body);
            Assert.NotEmpty(read.Faults);
            Assert.All(read.Faults, one =>
                Assert.EndsWith("its watch rules hold", one.Reason, StringComparison.Ordinal)
            );
        }

        var message = SkillFile.Read($"---\n{front}{Watch}---\n").Faults[0].ToString();
        Assert.StartsWith(fault, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Holds_beside_a_long_description()
    {
        var read = SkillFile.Read($"---\nname: steve\ndescription: {new string('w', 2_000)}\n{Watch}---\n");

        Assert.Single(read.File!.Rules);
        Assert.Equal(("steve", SkillFile.DescriptionMax), (read.File.Name, read.File.Description.Length));
        Assert.Equal(
            "line 3: description has 2000 characters and may have 1024; every skill needs one, so its watch rules hold",
            Assert.Single(read.Faults).ToString()
        );
    }

    [Theory]
    [InlineData("\n\n")]
    [InlineData("\uFEFF\r\n")]
    [InlineData(" \n")]
    public void Holds_below_blank_lines_and_keeps_line_numbers(string above)
    {
        var read = SkillFile.Read($"{above}---\nname: steve\ndescription: a: b\n{Watch}---\nBody");

        Assert.Equal(("Body", 1), (read.File!.Body, read.File.Rules.Length));
        Assert.Equal(3 + above.Count(letter => letter == '\n'), Assert.Single(read.Faults).Line);
    }

    [Fact]
    public void Holds_where_the_front_matter_has_no_end() =>
        Assert.Single(SkillFile.Read($"---\nname: steve\ndescription: APIs\n{Watch}").File!.Rules);

    [Fact]
    public void Holds_beside_a_rule_that_is_no_yaml()
    {
        var read = SkillFile.Read(
            """
            ---
            name: steve
            description: APIs
            watch:
              - tool: Bash
                say: found: it
              - tool: Read
                say: 'read'
              - tool: Write
            	say: wrote
              - tool: *
                say: all
              - input: '('
                say: x
            ---
            Body
            """
        );

        Assert.Equal(["read", "wrote"], read.File!.Rules.Select(rule => rule.Say));
        Assert.Equal(
            [(5, "watch[0]"), (11, "watch[3]"), (13, "watch[4]")],
            read.Faults.Where(fault => fault.Reason.StartsWith("watch", StringComparison.Ordinal))
                .Select(fault => (fault.Line, fault.Reason[..8]))
        );
    }

    [Theory]
    [InlineData("\"watch\":\n- tool: Bash\n  say: ran\n")]
    [InlineData("watch: [{tool: Bash, say: ran}]\n")]
    [InlineData("watch: # mine\n\n# more\n  - tool: Bash\n\n    say: ran\n")]
    [InlineData("watch:\r\n  - tool: Bash\r\n    say: ran\r\n")]
    public void Holds_however_the_list_is_written(string watch)
    {
        var read = SkillFile.Read($"---\nname: steve\nhint: [a] [b]\n{watch}description: x\n---\nBody");

        Assert.Equal("ran", Assert.Single(read.File!.Rules).Say);
    }
}
