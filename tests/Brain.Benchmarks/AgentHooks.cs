using System.Globalization;
using System.Text;

namespace Brain.Benchmarks;

/// <summary>
/// What one hook of each agent costs as a whole process, beside Claude Code's in turns: a prompt of about 2 KB that
/// begins a turn, its row committed before the answer. opencode runs no program: its plugin speaks to the socket.
/// </summary>
internal static class AgentHooks
{
    private const int Runs = 200;
    private const double RatioMax = 1.1;
    private const string First = "claude-code";

    // What tells one prompt from another: an id of it, or the moment.
    private static readonly (string Agent, string[] Named, string Fields)[] Agents =
    [
        (First, [], """ "session_id":"SESSION","hook_event_name":"UserPromptSubmit","prompt_id":"ID" """),
        ("codex", [], """ "session_id":"SESSION","hook_event_name":"UserPromptSubmit","turn_id":"ID","model":"m" """),
        ("gemini", [], """ "session_id":"SESSION","hook_event_name":"BeforeAgent","timestamp":"MOMENT" """),
        ("qwen", [], """ "session_id":"SESSION","hook_event_name":"UserPromptSubmit","prompt_id":"ID" """),
        ("copilot", ["userPromptSubmitted"], """ "sessionId":"SESSION","timestamp":COUNT """),
    ];

    public static async IAsyncEnumerable<Figure> Measure(Workbench place)
    {
        var times = Agents.ToDictionary(one => one.Agent, _ => new List<double>());
        var sessions = Agents.ToDictionary(one => one.Agent, _ => Guid.NewGuid());
        for (var run = 0; run < Runs; run++)
        {
            foreach (var (agent, named, fields) in Agents)
                times[agent]
                    .Add(
                        HookProcess.Run(
                            place,
                            [place.Client, "hook", agent, .. named],
                            Prompt(fields, sessions[agent], run)
                        )
                    );
        }

        var first = new Times(times[First].Skip(5));
        foreach (var (agent, _, _) in Agents.Skip(1))
        {
            var own = new Times(times[agent].Skip(5));
            yield return new(
                $"agents_hook_process_p50_{agent}",
                own.P50,
                "ms",
                first.P50,
                "Claude Code's hook, the same prompt",
                "<= 1.1",
                own.P50 <= RatioMax * first.P50
            );
        }

        await Task.CompletedTask;
    }

    private static byte[] Prompt(string fields, Guid session, int run)
    {
        var moment = DateTimeOffset.UtcNow;
        var own = fields
            .Replace("SESSION", $"{session}", StringComparison.Ordinal)
            .Replace("ID", $"{Guid.NewGuid()}", StringComparison.Ordinal)
            .Replace("MOMENT", moment.ToString("O", CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("COUNT", $"{moment.ToUnixTimeMilliseconds()}", StringComparison.Ordinal);
        return Encoding.UTF8.GetBytes(
            $$"""{"cwd":"/home/me/site","prompt":"{{run}}: {{Payload.Said}}",{{own}}}"""
        );
    }
}
