using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Brain.Acceptance;

/// <summary>Two silos on one Postgres, one of which is killed while sessions are told what others learn.</summary>
public sealed partial class LearningInACluster : TwoSiloTest
{
    private const int Sessions = 8;
    private const int Learnings = 24;
    private const string Project = "/home/user/cluster";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private const string AsLearning =
        $"insert into v2.learnings (project_path, text) values ('{Project}', 'FACT') returning text";

    private const string AsRule = $"""
        with made as (
          insert into v2.rules (project_path, action, tool, pattern, sentence, by_hand)
          values ('{Project}', 'remind', 'shell', 'make it', 'FACT', true) returning id)
        insert into v2.rule_switches (rule_id, turned) select m.id, 'on' from made m returning turned
        """;

    [Fact]
    public Task Tells_each_session_each_learning_once_when_a_silo_is_killed() => TellsEachOnce(AsLearning);

    [Fact]
    public Task Tells_each_session_each_rule_once_when_a_silo_is_killed() => TellsEachOnce(AsRule);

    private async Task TellsEachOnce(string statement)
    {
        BrainFixture.Require();
        var ids = Enumerable.Range(0, Sessions).Select(_ => Guid.NewGuid()).ToArray();
        // Every session begins on the silo that will die, so that its grain lives there.
        await Task.WhenAll(ids.Select(id => Second.Hook(Event(id, "SessionStart", Guid.NewGuid()))));
        var heard = ids.ToDictionary(id => id, _ => new ConcurrentBag<string>());
        var third = new TaskCompletionSource();
        using var over = new CancellationTokenSource(Limit);
        var talks = ids.Select(id =>
                Task.Run(async () =>
                {
                    while (heard[id].Distinct().Count() < Learnings)
                    {
                        over.Token.ThrowIfCancellationRequested();
                        var prompt = Guid.NewGuid();
                        foreach (var fact in Told(await First.Hook(Event(id, "UserPromptSubmit", prompt))))
                            heard[id].Add(fact);
                        await First.Hook(Event(id, "Stop", prompt));
                        if (heard.Values.Sum(one => one.Count) >= Sessions * Learnings / 3)
                            third.TrySetResult();
                    }
                })
            )
            .ToArray();
        var learning = Task.Run(async () =>
        {
            for (var nth = 0; nth < Learnings; nth++)
            {
                await First.Database.Query<string>(
                    statement.Replace("FACT", $"fact-{nth:000}", StringComparison.Ordinal)
                );
                // The next once somebody heard of this one: the killing falls among them.
                while (!heard.Values.Any(one => one.Contains($"fact-{nth:000}")) && !over.IsCancellationRequested)
                    await Task.Delay(5);
            }
        });

        await third.Task;
        await Second.KillHard();
        await Task.WhenAll([.. talks, learning]);

        Assert.All(
            heard.Values,
            facts => Assert.Equal(Enumerable.Range(0, Learnings).Select(nth => $"fact-{nth:000}"), facts.Order())
        );
    }

    private static IEnumerable<string> Told(string answer) =>
        Fact()
            .Matches((string?)JsonNode.Parse(answer)?["hookSpecificOutput"]?["additionalContext"] ?? "")
            .Select(match => match.Value);

    private static string Event(Guid session, string name, Guid prompt) =>
        JsonSerializer.Serialize(
            new
            {
                session_id = session,
                hook_event_name = name,
                prompt_id = prompt,
                prompt = "go on",
                cwd = Project,
                source = "startup",
                last_assistant_message = "done",
            }
        );

    [GeneratedRegex(@"fact-\d{3}", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Fact();
}
