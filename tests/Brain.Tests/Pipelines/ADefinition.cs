using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Brain.Domain.Pipelines;
using Brain.Messages.Pipelines;
using Brain.Postgres;
using Brain.Tests.Personas;
using FsCheck;
using FsCheck.Fluent;

namespace Brain.Tests.Pipelines;

public sealed partial class ADefinition
{
    private const string Head = "name: release\ntell: Steve\n";
    private const string Links = "links:\n  - drafted\n";

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    [Fact]
    public void Says_what_must_come_after_what()
    {
        var read = PipelineFile.Read(
            """
            name: release
            description: from a change to its users     # in one line
            tell: Session Boss
            order: strict
            ntfy: { topic: releases, priority: high, tags: [package, "a b"], click: "https://example.com/{run}" }
            links:
              - name: drafted
              - name: committed
                within: 1d 12h
                advance:
                  - tool: Bash
                    pattern: '^git commit'
                  - { tool: Write|Edit, path: CHANGELOG.md }
              - acted on
            """
        );

        Assert.Empty(read.Faults);
        Assert.Equal(
            ("release", "from a change to its users", "Session Boss"),
            (read.File!.Name, read.File.Description, read.File.Tell)
        );
        Same(
            """
            {
              "order": "strict",
              "ntfy": { "topic": "releases", "priority": 4, "tags": ["package", "a b"], "click": "https://example.com/{run}" },
              "links": [
                { "name": "drafted" },
                { "name": "committed", "within_s": 129600, "advance": [{ "tool": "Bash", "pattern": "^git commit" }, { "tool": "Write|Edit", "path": "CHANGELOG.md" }] },
                { "name": "acted on" }
              ]
            }
            """,
            read.File.Definition
        );
    }

    [Fact]
    public void Needs_no_more_than_a_name_someone_to_tell_and_a_link()
    {
        var file = PipelineFile.Read(Head + Links).File!;

        Assert.Null(file.Description);
        Same("""{ "order": "any", "links": [{ "name": "drafted" }] }""", file.Definition);
    }

    [Theory]
    [InlineData("order: ~\nntfy:\ndescription: null\n")]
    [InlineData("ntfy: {}\n")]
    public void Takes_nothing_for_not_said(string more) =>
        Same(
            """{ "order": "any", "links": [{ "name": "drafted" }] }""",
            PipelineFile.Read(Head + more + Links).File!.Definition
        );

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void Is_read_with_any_line_ends_and_a_byte_order_mark(string lineEnd) =>
        Assert.Equal(
            "drafted",
            PipelineFile
                .Read("\uFEFF" + (Head + Links).Replace("\n", lineEnd, StringComparison.Ordinal))
                .File!.Definition.Links[0]
                .Name
        );

    [Theory]
    [InlineData("any", LinkOrder.Any)]
    [InlineData("implied", LinkOrder.Implied)]
    [InlineData("strict", LinkOrder.Strict)]
    public void Knows_three_orders(string order, LinkOrder expected) =>
        Assert.Equal(expected, PipelineFile.Read($"{Head}order: {order}\n{Links}").File!.Definition.Order);

    [Theory]
    [InlineData("min", 1)]
    [InlineData("low", 2)]
    [InlineData("default", 3)]
    [InlineData("high", 4)]
    [InlineData("High", 4)]
    [InlineData("max", 5)]
    [InlineData("urgent", 5)]
    [InlineData("1", 1)]
    [InlineData("\"5\"", 5)]
    public void Takes_priorities_by_name_and_number(string priority, int expected) =>
        Assert.Equal(
            expected,
            PipelineFile.Read($"{Head}ntfy: {{ priority: {priority} }}\n{Links}").File!.Definition.Ntfy!.Priority
        );

    [Theory]
    [InlineData("", "line 1: the file is not one map of keys; expected keys such as name: release")]
    [InlineData("- a\n", "line 1: the file is not one map of keys; expected keys such as name: release")]
    [InlineData("release\n", "line 1: the file is not one map of keys; expected keys such as name: release")]
    [InlineData(
        Head + Links + "---\n" + Head + Links,
        "line 1: the file is not one map of keys; expected keys such as name: release"
    )]
    [InlineData(Head + Links + "name: other\n", "line 5: the file is no YAML: Duplicate key")]
    [InlineData(Head + "\tlinks: []\n", "line ")]
    [InlineData(
        Head + "links: &a [drafted]\nntfy: *a\n",
        "line 4: the file uses an alias (*name); write the value out"
    )]
    [InlineData(
        Head + "links:\n  - dra\0fted\n",
        "line 4: the file has U+0000; expected characters that can be stored"
    )]
    public void Is_refused_whole_when_it_is_none(string yaml, string fault) => Refused(yaml, fault);

    // Attributes can't hold halves of characters.
    [Fact]
    public void Is_refused_whole_with_half_of_a_character()
    {
        Refused(Head + Links + "# \uD83D\n", "line 5: the file has U+D83D; expected characters that can be stored");
        Refused(Head + Links + "# \uDD27", "line 5: the file has U+DD27; expected characters that can be stored");
        Assert.NotNull(PipelineFile.Read(Head + Links + "# \uD83D\uDD27").File);
    }

    [Theory]
    [InlineData("tell: Steve\n" + Links, "line 1: name is missing; expected a name such as release")]
    [InlineData("name: ~\ntell: Steve\n" + Links, "line 1: name is missing; expected a name such as release")]
    [InlineData(
        "name: ''\ntell: Steve\n" + Links,
        "line 1: name is empty; expected 1 to 40 small letters, digits, - and _, a letter first, such as release"
    )]
    [InlineData(
        "name: Release\ntell: Steve\n" + Links,
        "line 1: name is 'Release'; expected 1 to 40 small letters, digits, - and _, a letter first, such as release"
    )]
    [InlineData("name: 1st\ntell: Steve\n" + Links, "line 1: name is '1st'; expected 1 to 40")]
    [InlineData("name: [release]\ntell: Steve\n" + Links, "line 1: name is a list; expected 1 to 40")]
    [InlineData("name: release\n" + Links, "line 1: tell is missing; expected a persona's name")]
    [InlineData(
        "name: release\ntell: S!\n" + Links,
        "line 2: tell is 'S!'; expected a persona's name: 2 to 40 letters, digits, blanks, hyphens and apostrophes"
    )]
    [InlineData("name: release\ntell: {a: b}\n" + Links, "line 2: tell is a map; expected a persona's name")]
    [InlineData(Head, "line 1: links is missing; expected a list of 1 to 32 links, each begun with a dash")]
    [InlineData(
        Head + "links: drafted\n",
        "line 3: links is 'drafted'; expected a list of 1 to 32 links, each begun with a dash"
    )]
    [InlineData(Head + "links: []\n", "line 3: links has 0 links; expected 1 to 32")]
    [InlineData(
        Head + "description: ' '\n" + Links,
        "line 3: description is empty; expected one line of at most 200 characters"
    )]
    [InlineData(
        Head + "description: \"a\\nb\"\n" + Links,
        "line 3: description has the control character U+000A; expected one line of at most 200 characters"
    )]
    [InlineData(
        Head + "description: \"a\\0b\"\n" + Links,
        "line 3: description has U+0000; expected one line of at most 200 characters"
    )]
    [InlineData(Head + "order: loose\n" + Links, "line 3: order is 'loose'; expected one of any, implied, strict")]
    [InlineData(Head + "order: Any\n" + Links, "line 3: order is 'Any'; expected one of any, implied, strict")]
    [InlineData(
        Head + "odrer: any\n" + Links,
        "line 3: the file has the key 'odrer'; expected name, description, tell, order, ntfy, links"
    )]
    [InlineData(Head + "? [a]\n: any\n" + Links, "line 3: the file has the key '")]
    public void Names_what_is_wrong_with_itself(string yaml, string fault) => Refused(yaml, fault);

    [Theory]
    [InlineData(
        "- name: Drafted",
        "line 4: links[0].name is 'Drafted'; expected 1 to 40 small letters, digits, single blanks, - and _, a "
            + "letter or a digit first"
    )]
    [InlineData(
        "- Drafted",
        "line 4: links[0] is 'Drafted'; expected 1 to 40 small letters, digits, single blanks, - and _, a letter "
            + "or a digit first"
    )]
    [InlineData(
        "- acted  on",
        "line 4: links[0] is 'acted  on'; expected 1 to 40 small letters, digits, single blanks"
    )]
    [InlineData("- -x", "line 4: links[0] is '-x'; expected 1 to 40")]
    [InlineData("- ~", "line 4: links[0] is '~'; expected 1 to 40")]
    [InlineData("- [drafted]", "line 4: links[0] is a list; expected a name, or a map of keys such as name: drafted")]
    [InlineData(
        "- within: 2h",
        "line 4: links[0].name is missing; expected a name, or a map of keys such as name: drafted"
    )]
    [InlineData(
        "- drafted\n- name: drafted",
        "line 5: links[1].name is 'drafted', and so is links[0].name; expected each name once"
    )]
    [InlineData(
        "- name: drafted\n  within: 2 fortnights",
        "line 5: links[0].within is '2 fortnights'; expected a time such as 45s, 30m, 2h, 1d 12h or 1w, 1s to 10 years"
    )]
    [InlineData("- name: drafted\n  within: 30", "line 5: links[0].within is '30'; expected a time such as 45s")]
    [InlineData("- name: drafted\n  within: 0s", "line 5: links[0].within is '0s'; expected a time such as 45s")]
    [InlineData("- name: drafted\n  within: [2h]", "line 5: links[0].within is a list; expected a time such as 45s")]
    [InlineData(
        "- name: drafted\n  withing: 2h",
        "line 5: links[0] has the key 'withing'; expected name, within, advance"
    )]
    public void Names_what_is_wrong_with_a_link(string links, string fault) =>
        Refused($"{Head}links:\n{links}\n", fault);

    [Theory]
    [InlineData("Bash", "advance is 'Bash'; expected a list of rules, each begun with a dash")]
    [InlineData("{ tool: Bash }", "advance is a map; expected a list of rules, each begun with a dash")]
    [InlineData("[Bash]", "advance[0] is 'Bash'; expected a map of keys such as tool: kind:shell")]
    [InlineData("[{}]", "advance[0] names nothing; expected at least one of tool, pattern, path")]
    [InlineData("[{ tool: ~ }]", "advance[0] names nothing; expected at least one of tool, pattern, path")]
    [InlineData("[{ tool: Bash, input: x }]", "advance[0] has the key 'input'; expected tool, pattern, path")]
    [InlineData(
        "[{ tool: '' }]",
        "advance[0].tool is empty; expected a tool's name of at most 500 characters, several with |"
    )]
    [InlineData(
        "[{ pattern: '(' }]",
        "advance[0].pattern is '('; expected a pattern, but at character 1: insufficient closing parentheses"
    )]
    [InlineData(
        "[{ pattern: 'a(?=b)' }]",
        "advance[0].pattern is 'a(?=b)'; expected a pattern, but it looks around or back"
    )]
    [InlineData(
        "[{ pattern: '(a{100}){100}' }]",
        "advance[0].pattern is '(a{100}){100}'; expected a pattern, but with its counted repetitions written out "
            + "it is longer than 500"
    )]
    [InlineData(
        "[{ pattern: \"a\\tb\" }]",
        "advance[0].pattern has the control character U+0009; expected a pattern on one line"
    )]
    [InlineData("[{ path: ' ' }]", "advance[0].path is empty; expected a glob on one line")]
    public void Names_what_is_wrong_with_a_rule(string advance, string fault) =>
        Refused($"{Head}links:\n  - name: drafted\n    advance: {advance}\n", "line 5: links[0]." + fault);

    [Theory]
    [InlineData("releases", "ntfy is 'releases'; expected a map of keys such as topic: releases")]
    [InlineData("{ server: x }", "ntfy has the key 'server'; expected topic, priority, tags, click")]
    [InlineData("{ topic: a/b }", "ntfy.topic is 'a/b'; expected 1 to 64 letters, digits, - and _")]
    [InlineData("{ priority: 6 }", "ntfy.priority is '6'; expected min, low, default, high, max, urgent or 1 to 5")]
    [InlineData("{ tags: package }", "ntfy.tags is 'package'; expected a list of at most 10 tags, such as [package]")]
    [InlineData("{ tags: ['a,b'] }", "ntfy.tags[0] is 'a,b'; expected 1 to 40 characters without commas")]
    [InlineData(
        "{ tags: [a, \"b\\ec\"] }",
        "ntfy.tags[1] has the control character U+001B; expected 1 to 40 characters without commas"
    )]
    [InlineData("{ tags: [''] }", "ntfy.tags[0] is empty; expected 1 to 40 characters without commas")]
    [InlineData(
        "{ click: 'file:///etc/passwd' }",
        "ntfy.click is 'file:///etc/passwd'; expected an address that begins with https:// or http://, without "
            + "blanks, at most 900 characters"
    )]
    [InlineData("{ click: 'javascript:alert(1)' }", "ntfy.click is 'javascript:alert(1)'; expected an address")]
    [InlineData("{ click: example.com }", "ntfy.click is 'example.com'; expected an address")]
    [InlineData("{ click: 'https://example.com/a b' }", "ntfy.click is 'https://example.com/a b'; expected an address")]
    public void Names_what_is_wrong_with_its_message(string ntfy, string fault) =>
        Refused($"{Head}ntfy: {ntfy}\n{Links}", "line 3: " + fault);

    [Fact]
    public void Names_all_that_is_wrong_in_the_files_order() =>
        Assert.Equal(
            [
                "line 1: tell is missing; expected a persona's name",
                "line 1: name is 'Release'; expected 1 to 40 small letters, digits, - and _, a letter first, "
                    + "such as release",
                "line 2: the file has the key 'color'; expected name, description, tell, order, ntfy, links",
                "line 4: links[0] is 'A'; expected 1 to 40 small letters, digits, single blanks, - and _, a "
                    + "letter or a digit first",
                "line 6: links[1].within is '2 fortnights'; expected a time such as 45s, 30m, 2h, 1d 12h or 1w, "
                    + "1s to 10 years",
                "line 7: links[1] has the key 'x'; expected name, within, advance",
            ],
            PipelineFile
                .Read("name: Release\ncolor: blue\nlinks:\n  - A\n  - name: b\n    within: 2 fortnights\n    x: y\n")
                .Faults.Select(fault => fault.ToString())
        );

    [Theory]
    [InlineData("name: {0}\ntell: Steve\n" + Links, 40)]
    [InlineData("name: release\ntell: {0}\n" + Links, 40)]
    [InlineData(Head + "description: {0}\n" + Links, 200)]
    [InlineData(Head + "ntfy: {{ topic: {0} }}\n" + Links, 64)]
    [InlineData(Head + "ntfy: {{ tags: [{0}] }}\n" + Links, 40)]
    [InlineData(Head + "ntfy: {{ click: 'https://{0}' }}\n" + Links, 892, 892)]
    [InlineData(Head + "links:\n- {0}\n", 40)]
    [InlineData(Head + "links:\n- name: {0}\n", 40)]
    [InlineData(Head + "links:\n- name: drafted\n  advance: [{{ tool: {0} }}]\n", 500)]
    [InlineData(Head + "links:\n- name: drafted\n  advance: [{{ pattern: {0} }}]\n", 500)]
    [InlineData(Head + "links:\n- name: drafted\n  advance: [{{ path: {0} }}]\n", 500)]
    public void Holds_each_text_to_its_length(string yaml, int max, int slashEvery = 0)
    {
        Assert.Empty(PipelineFile.Read(With(max)).Faults);
        Assert.Single(PipelineFile.Read(With(max + 1)).Faults);

        string With(int length) =>
            string.Format(
                yaml,
                slashEvery == 0 ? new string('x', length) : "x.example/" + new string('x', length - 10)
            );
    }

    [Theory]
    [InlineData(Head + "links:\n{0}", "- x{0}\n", 32)]
    [InlineData(Head + "links:\n- name: drafted\n  advance:\n{0}", "  - tool: t{0}\n", 16)]
    [InlineData(Head + "ntfy:\n  tags:\n{0}" + Links, "  - t{0}\n", 10)]
    public void Holds_each_list_to_its_length(string yaml, string part, int max)
    {
        Assert.Empty(PipelineFile.Read(With(max)).Faults);
        Assert.Contains(
            $"has {max + 1} ",
            Assert.Single(PipelineFile.Read(With(max + 1)).Faults).Reason,
            StringComparison.Ordinal
        );

        string With(int count) =>
            string.Format(yaml, string.Concat(Enumerable.Range(0, count).Select(at => string.Format(part, at))));
    }

    [Fact]
    public void Holds_where_a_tap_leads_to_what_is_sent()
    {
        Assert.Empty(PipelineFile.Read(With(27)).Faults);
        Assert.StartsWith(
            "ntfy.click is 'https://x/{run}",
            Assert.Single(PipelineFile.Read(With(28)).Faults).Reason,
            StringComparison.Ordinal
        );

        static string With(int runs) =>
            $"{Head}ntfy: {{ click: 'https://x/{string.Concat(Enumerable.Repeat("{run}", runs))}' }}\n{Links}";
    }

    [Fact]
    public void Is_refused_beyond_its_size()
    {
        var yaml = Head + Links + "# ";

        Assert.NotNull(PipelineFile.Read(yaml + new string('x', DefinePipeline.BytesMax - yaml.Length)).File);
        Refused(
            yaml + new string('x', DefinePipeline.BytesMax - yaml.Length + 1),
            "line 1: the file has 65537 bytes; expected at most 65536"
        );
        Refused(yaml + new string('é', DefinePipeline.BytesMax / 2), "line 1: the file has 655");
    }

    [Fact]
    public void Costs_no_stack_however_deep_it_is_nested()
    {
        Refused($"{Head}deep: {new string('[', 60_000)}\n", "line 3: the file is nested deeper than 16");
        Refused(
            $"{Head}wide: [{string.Concat(Enumerable.Repeat("a,", 20_000))}]\n",
            "line 3: the file has more than 10000 parts"
        );
    }

    [Fact]
    public void Is_read_or_named_wrong_whatever_stands_in_it() =>
        Prop.ForAll(SomePersona.HostileText(), text =>
            {
                foreach (
                    var yaml in new[]
                    {
                        text,
                        Head + text,
                        $"{Head}{Links}  - {text}\n",
                        $"{Head}{Links}ntfy: {text}\n",
                        $"{Head}links:\n- name: a\n  advance:\n  - {text}\n",
                    }
                )
                    Assert.Equal(PipelineFile.Read(yaml).Faults.IsEmpty, PipelineFile.Read(yaml).File is not null);
            })
            .Check(Config.QuickThrowOnFailure);

    [Fact]
    public void That_comes_with_the_brain_says_what_is_stored()
    {
        var seeded = Seeded().Matches(new Dictionary<string, string>(Sql.All)["migrations/0025_pipelines.sql"]);

        Assert.Equal(
            ["groceries", "research", "email", "workbench", "skill"],
            seeded.Select(one => PipelineFile.Read(one.Groups["body"].Value).File?.Name)
        );
        Assert.All(seeded, one =>
        {
            var file = PipelineFile.Read(one.Groups["body"].Value).File!;
            Assert.Equal(
                (one.Groups["name"].Value, one.Groups["description"].Value, one.Groups["tell"].Value),
                (file.Name, file.Description, file.Tell)
            );
            Same(one.Groups["definition"].Value, file.Definition);
            Same(
                one.Groups["definition"].Value,
                JsonSerializer.Deserialize<Definition>(one.Groups["definition"].Value, Json)!
            );
        });
    }

    private static void Refused(string yaml, string fault)
    {
        var read = PipelineFile.Read(yaml);

        Assert.Null(read.File);
        Assert.StartsWith(fault, Assert.Single(read.Faults).ToString(), StringComparison.Ordinal);
    }

    private static void Same(string json, Definition definition)
    {
        var written = JsonSerializer.SerializeToNode(definition, Json);
        Assert.True(
            JsonNode.DeepEquals(JsonNode.Parse(json), written),
            $"expected {json}, found {written?.ToJsonString()}"
        );
    }

    [GeneratedRegex(
        """
            select '(?<name>\w+)'(?: as name)?, '(?<description>[^']+)'(?: as description)?, '(?<tell>\w+)'(?: as tell)?,\s*'(?<body>name: [^']+)'(?: as body)?,\s*'(?<definition>\{[^']+)'::jsonb
            """,
        RegexOptions.ExplicitCapture
    )]
    private static partial Regex Seeded();
}
