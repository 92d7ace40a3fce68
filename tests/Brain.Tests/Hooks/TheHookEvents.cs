using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Brain.Client.Hooks;
using Brain.Messages.Hooks.ClaudeCode;

namespace Brain.Tests.Hooks;

public sealed partial class TheHookEvents
{
    private static readonly (string Name, string Does, string Closed)[] Table =
    [
        .. Row()
            .Matches(File.ReadAllText(Find()))
            .Select(row => (row.Groups[1].Value, row.Groups[2].Value, row.Groups[3].Value)),
    ];

    [Fact]
    public void Are_those_that_the_docs_say_something_happens_at() =>
        Assert.Equal(
            HookEvents.All.Order(),
            Table
                .Where(row => !row.Does.StartsWith("nothing", StringComparison.Ordinal))
                .Select(row => row.Name)
                .Order()
        );

    [Fact]
    public void Fail_closed_where_the_docs_say_so() =>
        Assert.Equal(
            HookEvents.All.Where(name => new HookHead(name, null).Refusable).Order(),
            Table.Where(row => row.Closed == "yes").Select(row => row.Name).Order()
        );

    [Fact]
    public void Are_each_told_of_once() => Assert.Equal(34, Table.Select(row => row.Name).Distinct().Count());

    [Fact]
    public void Are_told_of_as_a_real_claude_code_knows_them()
    {
        var claude = Environment.GetEnvironmentVariable("BRAIN_TEST_CLAUDE");
        Assert.SkipWhen(
            string.IsNullOrEmpty(claude) || !File.Exists(claude),
            "BRAIN_TEST_CLAUDE names no Claude Code."
        );

        // In its program the names stand in one list, which begins as below.
        var known = Names(claude).Order().ToArray();

        Assert.Subset(Table.Select(row => row.Name).ToHashSet(), known.ToHashSet());
        Assert.InRange(known.Length, 30, 100);
    }

    private static string[] Names(string program)
    {
        using var file = File.OpenRead(program);
        var window = new byte[4 * 1024 * 1024];
        var kept = 0;
        for (int read; (read = file.Read(window, kept, window.Length - kept)) > 0;)
        {
            var text = System.Text.Encoding.Latin1.GetString(window, 0, kept + read);
            foreach (Match list in List().Matches(text))
            {
                string[] names = [.. Quoted().Matches(list.Value).Select(name => name.Groups[1].Value)];
                if (names.Contains("MessageDisplay") && names.Contains("SessionStart"))
                    return names;
            }

            kept = Math.Min(4_096, kept + read);
            System.Text.Encoding.Latin1.GetBytes(text.AsSpan(text.Length - kept), window);
        }

        return [];
    }

    private static string Find([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "docs", "hooks.md"));

    [GeneratedRegex(@"^\| `(\w+)` \| (.+?) \| (\S+) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"\[""PreToolUse""(?:,""[A-Z][A-Za-z]+""){28,60}\]")]
    private static partial Regex List();

    [GeneratedRegex(@"""([A-Za-z]+)""")]
    private static partial Regex Quoted();
}
