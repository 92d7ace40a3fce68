using Brain.Domain.Personas;
using FsCheck;
using FsCheck.Fluent;

namespace Brain.Tests.Personas;

public sealed class ASkillFile
{
    private const string Head = "---\nname: steve\ndescription: Looks after APIs\n";

    [Fact]
    public void Says_what_its_persona_watches()
    {
        var read = SkillFile.Read(
            Head
                + """
                color: blue
                watch:
                  - tool: WebFetch|Bash
                    input: 'https?://(?<host>[^/]+)'
                    say: "calls: {count} ({host})"
                    nothing: no calls
                  - path: src/**/*.cs
                    say: C# changed
                  - text: later
                    say: put off
                ---
                # Steve
                You are Steve.
                """
        );

        Assert.Empty(read.Faults);
        Assert.Equal(
            ("steve", "Looks after APIs", "# Steve\nYou are Steve."),
            (read.File!.Name, read.File.Description, read.File.Body)
        );
        Assert.Equal(
            [
                new("WebFetch|Bash", "https?://(?<host>[^/]+)", null, null, "calls: {count} ({host})", "no calls"),
                new(null, null, "src/**/*.cs", null, "C# changed", null),
                new(null, null, null, "later", "put off", null),
            ],
            read.File.Rules
        );
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void Is_read_with_any_line_ends_and_a_byte_order_mark(string lineEnd)
    {
        var read = SkillFile.Read(
            "\uFEFF"
                + (Head + "watch:\n- tool: Bash\n  say: ran\n---\nBody").Replace(
                    "\n",
                    lineEnd,
                    StringComparison.Ordinal
                )
        );

        Assert.Equal(("steve", "Body", 1), (read.File!.Name, read.File.Body, read.File.Rules.Length));
    }

    [Theory]
    [InlineData("", "line 1: there is no front matter")]
    [InlineData("# Steve", "line 1: there is no front matter")]
    [InlineData("---\nname: steve\n", "line 1: there is no front matter")]
    [InlineData("---\n---\n", "line 1: the front matter is not a map")]
    [InlineData("---\n- a\n---\n", "line 1: the front matter is not a map")]
    [InlineData("---\nname: steve\n---\n", "line 1: description is missing")]
    [InlineData("---\nname: steve\ndescription: ' '\n---\n", "line 3: description is empty")]
    [InlineData("---\nname: [steve]\ndescription: x\n---\n", "line 2: name is not a text")]
    [InlineData(
        "---\nname: steve\nname: bob\ndescription: x\n---\n",
        "line 3: the front matter is no YAML: Duplicate key"
    )]
    [InlineData("---\nname: steve\n\tdescription: x\n---\n", "line 2: the front matter is no YAML")]
    [InlineData("---\n\0: \\\n---\n", "line 2: the front matter is no YAML: it has characters that can't stand there")]
    [InlineData("---\n...\n\0\nname: \"{\r\n---\n", "line ")]
    [InlineData("---\nname: \"steve\ndescription: x\n---\n", "line ")]
    [InlineData(
        "---\na: &a [x]\nname: steve\nb: *a\ndescription: x\n---\n",
        "line 4: the front matter uses an alias (*name); write the value out"
    )]
    public void Is_refused_whole_when_it_is_no_skill(string text, string fault)
    {
        var read = SkillFile.Read(text);

        Assert.Null(read.File);
        Assert.StartsWith(fault, Assert.Single(read.Faults).ToString(), StringComparison.Ordinal);
        Assert.EndsWith("nothing of this file is used", read.Faults[0].Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "input: '('\n    say: x",
        "watch[1].input is no pattern: at character 1: insufficient closing parentheses"
    )]
    [InlineData("input: ''\n    say: x", "watch[1].input is no pattern: it is empty and would match everything")]
    [InlineData("input: 'a(?=b)'\n    say: x", "watch[1].input is no pattern: it looks around or back")]
    [InlineData("text: '(?<a>x)\\k<a>'\n    say: x", "watch[1].text is no pattern: it looks around or back")]
    [InlineData(
        "input: '(a{100}){100}'\n    say: x",
        "watch[1].input is no pattern: with its counted repetitions written out it is longer than 500"
    )]
    [InlineData("tool: Bash", "watch[1].say is missing")]
    [InlineData("say: x", "watch[1] watches nothing")]
    [InlineData(
        "tol: Bash\n    say: x",
        "watch[1] has the key 'tol'; a rule knows tool, input, path, text, say, nothing"
    )]
    [InlineData("tool: [Bash]\n    say: x", "watch[1].tool is not a text")]
    [InlineData("path: ''\n    say: x", "watch[1].path is empty")]
    [InlineData("tool: Bash\n    say: 'to {host}'", "watch[1].say speaks of {host}, which no named group captures")]
    public void Keeps_the_other_rules_when_one_is_bad(string rule, string fault)
    {
        var read = SkillFile.Read(
            $"{Head}watch:\n  - tool: Read\n    say: read\n  - {rule}\n  - tool: Write\n    say: wrote\n---\n"
        );

        Assert.Equal(["read", "wrote"], read.File!.Rules.Select(kept => kept.Say));
        var found = Assert.Single(read.Faults);
        Assert.InRange(found.Line, 7, 8);
        Assert.StartsWith(fault, found.Reason, StringComparison.Ordinal);
        Assert.EndsWith("; the other rules still hold", found.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_the_line_of_the_bad_key() =>
        Assert.Equal(
            7,
            Assert
                .Single(SkillFile.Read($"{Head}watch:\n  - tool: Bash\n    say: x\n    input: '['\n---\n").Faults)
                .Line
        );

    [Fact]
    public void Without_a_watch_list_watches_nothing()
    {
        Assert.Empty(SkillFile.Read(Head + "---\n").File!.Rules);
        Assert.Empty(SkillFile.Read(Head + "watch: ~\n---\n").File!.Rules);
        Assert.Equal(
            "watch is not a list of rules, each begun with a dash; it has none that holds",
            Assert.Single(SkillFile.Read(Head + "watch: Bash\n---\n").Faults).Reason
        );
    }

    [Fact]
    public void Takes_numbers_and_words_for_texts()
    {
        var read = SkillFile.Read(
            "---\nname: 42\ndescription: true\nwatch:\n- tool: 1\n  say: 3.50\n  nothing: null\n---\n"
        );

        Assert.Equal(("42", "true"), (read.File!.Name, read.File.Description));
        Assert.Equal(new("1", null, null, null, "3.50", null), Assert.Single(read.File.Rules));
    }

    [Theory]
    [InlineData(SkillFile.RulesMax, 0)]
    [InlineData(SkillFile.RulesMax + 1, 1)]
    public void Holds_thirty_two_rules(int rules, int faults)
    {
        var read = SkillFile.Read(
            Head + "watch:\n" + string.Concat(Enumerable.Repeat("- tool: Bash\n  say: x\n", rules)) + "---\n"
        );

        Assert.Equal((SkillFile.RulesMax, faults), (read.File!.Rules.Length, read.Faults.Length));
    }

    [Theory]
    [InlineData("input", 500, 500)]
    [InlineData("path", 500, 500)]
    [InlineData("tool", 500, 500)]
    [InlineData("nothing", 200, 200)]
    public void Holds_each_key_to_its_length(string key, int longest, int max)
    {
        Assert.Empty(Reading(longest).Faults);
        Assert.Contains($".{key} ", Assert.Single(Reading(longest + 1).Faults).Reason, StringComparison.Ordinal);
        Assert.Contains(
            $"has {longest + 1} characters and may have {max}",
            Assert.Single(Reading(longest + 1).Faults).Reason,
            StringComparison.Ordinal
        );

        SkillParse Reading(int length) =>
            SkillFile.Read($"{Head}watch:\n- {key}: '{new string('x', length)}'\n  text: y\n  say: z\n---\n");
    }

    [Fact]
    public void Is_refused_beyond_its_size()
    {
        var head = Head + "---\n";

        Assert.NotNull(SkillFile.Read(head + new string('x', SkillFile.BytesMax - head.Length)).File);
        Assert.StartsWith(
            "the file has 262145 bytes and may have 262144",
            SkillFile.Read(head + new string('x', SkillFile.BytesMax - head.Length + 1)).Faults[0].Reason,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("name", 64)]
    [InlineData("description", 1024)]
    public void Holds_what_a_skill_may_be_called(string key, int max)
    {
        Assert.NotNull(Reading(max).File);
        Assert.Contains(
            $"{key} has {max + 1} characters and may have {max}",
            Reading(max + 1).Faults[0].Reason,
            StringComparison.Ordinal
        );

        SkillParse Reading(int length) =>
            SkillFile.Read(
                $"---\nname: {(key == "name" ? new string('x', length) : "a")}\ndescription: "
                    + $"{(key == "name" ? "b" : new string('x', length))}\n---\n"
            );
    }

    [Fact]
    public void Costs_no_stack_however_deep_it_is_nested()
    {
        Assert.Contains(
            "is nested deeper than 16",
            SkillFile.Read($"{Head}deep: {new string('[', 60_000)}\n---\n").Faults[0].Reason,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "has more than 10000 parts",
            SkillFile.Read($"{Head}wide: [{string.Concat(Enumerable.Repeat("a,", 20_000))}]\n---\n").Faults[0].Reason,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Never_throws_whatever_stands_in_it() =>
        Prop.ForAll(SomePersona.HostileText(), text =>
            {
                Assert.True(SkillFile.Read(text) is { File: not null } or { Faults.Length: > 0 });
                Assert.True(SkillFile.Read($"---\n{text}\n---\n") is { File: not null } or { Faults.Length: > 0 });
                Assert.NotNull(SkillFile.Read($"{Head}watch:\n- {text}\n---\n"));
            })
            .Check(Config.QuickThrowOnFailure);
}
