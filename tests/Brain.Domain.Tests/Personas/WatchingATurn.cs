using System.Text.Json;
using Brain.Domain.Watching;
using FsCheck;
using FsCheck.Fluent;

namespace Brain.Tests.Personas;

public sealed class WatchingATurn
{
    [Theory]
    [InlineData("Bash", "Bash", true)]
    [InlineData("bash", "Bash", true)]
    [InlineData("WebFetch | Bash", "Bash", true)]
    [InlineData("mcp__*", "mcp__github__push", true)]
    [InlineData("*", "Anything", true)]
    [InlineData("Bas", "Bash", false)]
    [InlineData("Web|Bash", "WebFetch", false)]
    public void Sees_a_tool_by_its_name(string glob, string tool, bool sees) =>
        Assert.Equal(sees, SomePersona.Watcher(SomePersona.Rule(glob)).Sees(tool, new { }).Length == 1);

    [Theory]
    [InlineData("src/**/*.cs", "/home/me/site/src/a.cs", true)]
    [InlineData("src/**/*.cs", "/home/me/site/src/x/y/a.cs", true)]
    [InlineData("src/**/*.cs", "src/a.cs", true)]
    [InlineData("src/**/*.cs", "./src/x/../a.cs", true)]
    [InlineData("src/**/*.cs", "/home/me/site/lib/a.cs", false)]
    [InlineData("src/*.cs", "/home/me/site/src/x/a.cs", false)]
    [InlineData("src/", "/home/me/site/src/x/a.cs", true)]
    [InlineData("src/**", "/home/me/site/src/x/a.cs", true)]
    [InlineData("*.cs", "/home/me/site/a.cs", true)]
    [InlineData("*.cs", "/home/me/site/src/a.cs", false)]
    [InlineData("**/*.cs", "/home/me/site/src/a.cs", true)]
    [InlineData("**/*.cs", "/home/me/site/a.cs", true)]
    [InlineData("a.?s", "/home/me/site/a.cs", true)]
    [InlineData("a.?s", "/home/me/site/a./s", false)]
    [InlineData("A.CS", "/home/me/site/a.cs", false)]
    [InlineData("a(1)+[x].cs", "/home/me/site/a(1)+[x].cs", true)]
    [InlineData("src/*.cs", "/home/me/site2/src/a.cs", false)]
    [InlineData("*.cs", "/etc/a.cs", false)]
    [InlineData("etc/*.cs", "/etc/a.cs", false)]
    [InlineData("../*/a.cs", "/home/me/other/a.cs", false)]
    [InlineData("**/*.cs", "/etc/a.cs", true)]
    [InlineData("**/*.cs", "../other/a.cs", true)]
    [InlineData("/etc/*.cs", "/etc/a.cs", true)]
    [InlineData("/home/me/site/*.cs", "a.cs", true)]
    [InlineData("*.cs", "/home/me/site/../a.cs", false)]
    public void Sees_a_file_by_its_place_in_the_project(string glob, string path, bool sees)
    {
        var watcher = SomePersona.Watcher(SomePersona.Rule(path: glob));

        Assert.Equal(sees, watcher.Sees("Write", new { file_path = path }).Length == 1);
        Assert.Equal(sees, watcher.Sees("NotebookEdit", new { notebook_path = path }).Length == 1);
        Assert.Equal(sees, watcher.Sees("Grep", new { path }).Length == 1);
    }

    [Fact]
    public void Sees_no_file_in_a_call_without_one() =>
        Assert.Empty(SomePersona.Watcher(SomePersona.Rule(path: "**")).Sees("Bash", new { command = "ls" }));

    [Theory]
    [InlineData("^git push", true)]
    [InlineData("say \"hi\"", true)]
    [InlineData("push\nsay", true)]
    [InlineData("\"command\":", true)]
    [InlineData("ünïcode <b>", true)]
    [InlineData("12345", true)]
    [InlineData("nested$", true)]
    [InlineData("^absent", false)]
    public void Sees_an_input_as_it_was_meant_and_sent(string pattern, bool sees) =>
        Assert.Equal(
            sees,
            SomePersona
                .Watcher(SomePersona.Rule(input: pattern))
                .Sees(
                    "Bash",
                    new
                    {
                        command = "git push\nsay \"hi\" ünïcode <b>",
                        timeout = 12345,
                        more = new[] { new { x = "nested" } },
                    }
                )
                .Length == 1
        );

    [Fact]
    public void Looks_at_the_first_sixteen_thousand_characters()
    {
        var watcher = SomePersona.Watcher(SomePersona.Rule(input: "needle"));

        Assert.Single(watcher.Sees("Write", new { content = new string('x', 16_000) + "needle" }));
        Assert.Empty(watcher.Sees("Write", new { content = new string('x', 17_000) + "needle" }));
    }

    [Fact]
    public void Needs_all_that_a_rule_names()
    {
        var watcher = SomePersona.Watcher(SomePersona.Rule("Write", "needle", "src/**"));

        Assert.Single(watcher.Sees("Write", new { file_path = "src/a", content = "needle" }));
        Assert.Empty(watcher.Sees("Edit", new { file_path = "src/a", content = "needle" }));
        Assert.Empty(watcher.Sees("Write", new { file_path = "lib/a", content = "needle" }));
        Assert.Empty(watcher.Sees("Write", new { file_path = "src/a", content = "hay" }));
    }

    [Fact]
    public void Sees_nothing_in_a_call_by_a_rule_about_words() =>
        Assert.Empty(SomePersona.Watcher(SomePersona.Rule(text: "x")).Sees("Bash", new { command = "x" }));

    [Theory]
    [InlineData("key=(?<v>.*)", "key=sk-ant-0123456789abcdefghijkl", "[redacted]")]
    [InlineData("password=(?<v>.*)", "password=hunter2!", "[redacted]")]
    [InlineData("(?<v>password=.*)", "password=hunter2!", "password=[redacted]")]
    [InlineData("(?<v>https://.*)", "https://me:topsecret@x.org/", "https://me:[redacted]@x.org/")]
    [InlineData("(?<v>open.*)", "open\n\tdoor", "open")]
    [InlineData(@"(?<v>open[\s\S]*)", "open\n\tdoor\u001b[1m", "open door [1m")]
    public void Keeps_what_was_captured_without_secrets(string pattern, string command, string kept) =>
        Assert.Equal(
            kept,
            SomePersona.Watcher(SomePersona.Rule(input: pattern)).Sees("Bash", new { command })[0].Captured["v"]
        );

    [Fact]
    public void Keeps_no_value_that_its_key_calls_a_secret() =>
        Assert.Equal(
            "[redacted]",
            SomePersona
                .Watcher(SomePersona.Rule(input: "^(?<v>hunter.*)"))
                .Sees("mcp__x", new { password = "hunter2!" })[0]
                .Captured["v"]
        );

    [Fact]
    public void Keeps_eighty_characters_of_what_was_captured()
    {
        var captured = SomePersona
            .Watcher(SomePersona.Rule(input: "(?<v>x.*)"))
            .Sees("Bash", new { command = "xx" + string.Concat(Enumerable.Repeat("🔧", 60)) })[0]
            .Captured["v"];

        Assert.Equal(79, captured.Length);
        Assert.EndsWith("🔧…", captured, StringComparison.Ordinal);
    }

    [Fact]
    public void Keeps_sixty_four_matches_of_one_call()
    {
        var watchers = Enumerable
            .Range(0, 3)
            .Select(_ => SomePersona.Watcher([.. Enumerable.Repeat(SomePersona.Rule("*"), 32)]))
            .ToArray();

        var seen = WatchEvaluator.See(watchers, SomePersona.Call("Bash", null), null);

        Assert.Equal(WatchEvaluator.RuleMatchesMax, seen.Length);
        Assert.Equal(
            (watchers[0].Id, 0, watchers[1].Id, 31),
            (seen[0].Persona, seen[0].Rule, seen[^1].Persona, seen[^1].Rule)
        );
    }

    [Fact]
    public void Tells_how_often_and_the_first_three_names()
    {
        var watcher = SomePersona.Watcher(SomePersona.Rule(input: "to (?<host>[a-z]+)", say: "{count} calls: {host}"));

        Assert.Equal("2 calls: a", watcher.SaysOf(("X", new { c = "to a" }), ("X", new { c = "to a" })));
        Assert.Equal(
            "3 calls: c, b, a",
            watcher.SaysOf(("X", new { c = "to c" }), ("X", new { c = "to b" }), ("X", new { c = "to a" }))
        );
        Assert.Equal(
            "5 calls: a, b, c and 2 more",
            watcher.SaysOf(
                ("X", new { c = "to a" }),
                ("X", new { c = "to b" }),
                ("X", new { c = "to c" }),
                ("X", new { c = "to d" }),
                ("X", new { c = "to e" })
            )
        );
    }

    [Fact]
    public void Fills_no_place_with_another_ones_words()
    {
        var watcher = SomePersona.Watcher(
            SomePersona.Rule(input: "(?<a>.+)", say: "{a}{unknown}{ {}}"),
            SomePersona.Rule(input: "(x)|(?<b>y)", say: "b {b}")
        );

        Assert.Equal(
            "{count}{b}?{ {}}",
            WatchEvaluator.Comment(watcher, watcher.Sees("X", new { c = "{count}{b}" })[..1], null, null)
        );
        Assert.Equal("b ?", WatchEvaluator.Comment(watcher, watcher.Sees("X", new { c = "x" })[1..], null, null));
    }

    [Fact]
    public void Tells_of_nothing_only_when_no_rule_was_met()
    {
        var watcher = SomePersona.Watcher(
            SomePersona.Rule("A", say: "a", nothing: "quiet"),
            SomePersona.Rule("B", say: "b", nothing: "quiet"),
            SomePersona.Rule("C", say: "c", nothing: "calm"),
            SomePersona.Rule("D", say: "d")
        );

        Assert.Equal("quiet; calm", watcher.SaysOf());
        Assert.Equal("a; d", watcher.SaysOf(("D", new { }), ("A", new { })));
        Assert.Null(SomePersona.Watcher(SomePersona.Rule("A")).SaysOf());
    }

    [Fact]
    public void Hears_what_was_asked_and_answered()
    {
        var watcher = SomePersona.Watcher(
            SomePersona.Rule(text: "(?<w>later|for now)", say: "put off {count}: {w}", nothing: "nothing put off")
        );

        Assert.Equal("put off 3: Later, for now", WatchEvaluator.Comment(watcher, [], "Later, later", "for now"));
        Assert.Equal("nothing put off", WatchEvaluator.Comment(watcher, [], null, "done"));
    }

    [Fact]
    public void Counts_twenty_matches_of_each_text() =>
        Assert.Equal(
            "seen 21",
            WatchEvaluator.Comment(SomePersona.Watcher(SomePersona.Rule(text: "x")), [], new string('x', 99), "x")
        );

    [Fact]
    public void Needs_the_call_and_the_words_of_a_rule_with_both()
    {
        var watcher = SomePersona.Watcher(SomePersona.Rule("Bash", text: "urgent", say: "{count} in a hurry"));
        var seen = watcher.Sees("Bash", new { });

        Assert.Equal("1 in a hurry", WatchEvaluator.Comment(watcher, seen, "urgent, urgent", null));
        Assert.Null(WatchEvaluator.Comment(watcher, seen, "take your time", null));
        Assert.Null(WatchEvaluator.Comment(watcher, [], "urgent", null));
    }

    [Fact]
    public void Tells_nothing_of_what_another_persona_saw()
    {
        var (steve, bob) = (
            SomePersona.Watcher(SomePersona.Rule("Bash")),
            SomePersona.Watcher(SomePersona.Rule("Bash"))
        );

        Assert.Null(WatchEvaluator.Comment(steve, bob.Sees("Bash", new { }), null, null));
        Assert.Equal("seen 1", WatchEvaluator.Comment(bob, bob.Sees("Bash", new { }), null, null));
    }

    [Fact]
    public void Speaks_in_one_line()
    {
        var line = WatchEvaluator.Line(
            SomePersona.Watcher() with
            {
                Job = "APIs",
            },
            "no external\r\n calls\u001b this\u2028turn"
        );

        Assert.Equal("🔧 Steve (APIs): no external calls this turn", line);
    }

    [Fact]
    public void Speaks_in_three_hundred_characters_and_cuts_none_in_half()
    {
        for (var blanks = 0; blanks < 12; blanks++)
        {
            var line = WatchEvaluator.Line(
                SomePersona.Watcher(),
                new string('x', blanks) + string.Concat(Enumerable.Repeat("👩🏽‍💻", 60))
            );

            Assert.InRange(line.Length, 293, WatchEvaluator.LineMax);
            Assert.EndsWith("👩🏽‍💻…", line, StringComparison.Ordinal);
        }

        Assert.Equal(WatchEvaluator.LineMax, WatchEvaluator.Line(SomePersona.Watcher(), new string('x', 500)).Length);
        Assert.Contains(
            "): comment",
            WatchEvaluator.Line(SomePersona.Watcher() with { Job = new string('x', 200) }, "comment"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Never_throws_and_always_says_the_same() =>
        Prop.ForAll(SomePersona.HostileText(), SomePersona.HostileText(), (text, rule) =>
            {
                var watcher = SomePersona.Watcher(
                    SomePersona.Rule(rule, rule, rule, rule, rule, rule),
                    SomePersona.Rule(input: rule),
                    SomePersona.Rule(path: rule),
                    SomePersona.Rule(rule),
                    SomePersona.Rule(text: rule)
                );
                var input = JsonSerializer.SerializeToElement(
                    new Dictionary<string, string>(StringComparer.Ordinal) { [text] = text, ["path"] = text }
                );

                string? Said() =>
                    WatchEvaluator.Comment(
                        watcher,
                        WatchEvaluator.See([watcher], SomePersona.Call(text, input), rule),
                        text,
                        rule
                    );

                var words = Said();
                Assert.Equal(words, Said());
                Assert.InRange(
                    WatchEvaluator.Line(watcher with { Name = rule, Job = text }, words ?? text).Length,
                    0,
                    WatchEvaluator.LineMax
                );
            })
            .Check(Config.QuickThrowOnFailure);

    [Theory]
    [InlineData("""{"\ud800":"\ud800","path":"\udfff","x":"needle"}""")]
    [InlineData("""["needle"]""")]
    [InlineData("\"needle\"")]
    public void Reads_any_json(string json) =>
        Assert.Single(
            WatchEvaluator.See(
                [SomePersona.Watcher(SomePersona.Rule(input: "needle"))],
                SomePersona.Call("X", JsonDocument.Parse(json).RootElement),
                null
            )
        );

    [Fact]
    public void Reads_no_json_at_all()
    {
        WatchingPersona[] watchers = [SomePersona.Watcher(SomePersona.Rule(input: "x"))];

        Assert.Empty(WatchEvaluator.See(watchers, SomePersona.Call("X", null), null));
        Assert.Empty(WatchEvaluator.See(watchers, SomePersona.Call("X", default(JsonElement)), null));
    }
}
