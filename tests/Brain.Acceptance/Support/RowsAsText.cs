using System.Text;

namespace Brain.Acceptance;

/// <summary>
/// A session's rows as a few lines that a person can write and read; <c>fixtures/expected</c> is in this form.
/// A turn's tools follow it, in the order they were first heard of.
/// </summary>
public static class RowsAsText
{
    public static async Task<string> Of(IEnumerable<Guid> sessions, RecordedRows rows)
    {
        var text = new StringBuilder();
        foreach (var id in sessions)
        {
            var session = await rows.Session(id);
            text.Append(
                $"session {id.ToString()[..8]} {session["status"]} {session["mode"]} purpose "
                    + $"{Quoted(session["purpose"], "none")}\n"
            );
            var calls = await rows.ToolCalls(id);
            foreach (var turn in await rows.Turns(id))
            {
                text.Append($"turn {turn["turn_num"]} {Ending(turn)} tools {turn["tool_calls_count"]}\n");
                foreach (var call in calls.Where(call => call["turn_num"] == turn["turn_num"]))
                    text.Append(
                        $"tool {call["tool_name"]} {call["status"]}{(call["agent_id"] is null ? "" : " sub-agent")}\n"
                    );
            }

            foreach (var call in calls.Where(call => call["turn_num"] is null))
                text.Append($"tool {call["tool_name"]} {call["status"]} of no turn\n");
        }

        return text.ToString();
    }

    private static string Ending(Row turn)
    {
        var text = Quoted(turn["user_message"], "nobody");
        if (turn["ended_at"] is null)
            return $"open {text}";
        return turn["status"] == "ok"
            ? $"ok {text} -> {Quoted(turn["assistant_response"], "nothing")}"
            : $"{turn["status"]} {text} note {turn["error_note"]?.Split(':', ' ')[0]}";
    }

    private static string Quoted(string? text, string nothing) => text is null ? nothing : $"\"{text}\"";
}
