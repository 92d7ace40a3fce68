using System.Text;
using System.Text.Json;

namespace Brain.Silo.Hooks.OpenCode;

/// <summary>
/// What a session of opencode's says, as lines, which other agents write by themselves: the session first, then a line
/// for each prompt and each part of an answer.
/// </summary>
internal static class OpenCodeLines
{
    private const string User = "user";

    /// <summary>What a session says.</summary>
    /// <param name="session">The session.</param>
    /// <param name="parts">Its messages' parts, in the order in which they were said.</param>
    public static byte[] Of(OpenCodeSession session, IEnumerable<OpenCodePart> parts)
    {
        var lines = new StringBuilder();
        lines.Append(
            Line(json =>
            {
                json.WriteString("at", session.Created);
                json.WriteString("directory", session.Directory);
                json.WriteString("title", session.Title);
                json.WriteString("version", session.Version);
            })
        );
        string? asked = null;
        // A fork has copies of what its session said, under other ids: they are that session's.
        foreach (var message in parts.Where(part => part.Made >= session.Created).GroupBy(part => part.Message))
        {
            var first = message.First();
            if (first.Role == User)
                asked = message.Key;
            // What a sub-agent is asked is no prompt.
            if (first.Role == User && session.ParentId is null)
                lines.Append(Prompt(first, message));
            else if (first.Role != User)
                foreach (var part in message.Where(part => !string.IsNullOrWhiteSpace(part.Data)))
                    // Older versions do not say what is answered.
                    lines.Append(Answer(part with { Parent = part.Parent ?? asked }, session));
            if (first.Error is { } error)
                lines.Append(
                    Line(json =>
                    {
                        json.WriteString("at", message.Max(part => part.At));
                        json.WriteString("error", error);
                    })
                );
        }

        return Encoding.UTF8.GetBytes(lines.ToString());
    }

    private static string Prompt(OpenCodePart first, IEnumerable<OpenCodePart> parts) =>
        Line(json =>
        {
            json.WriteString("at", first.Made);
            json.WriteString("prompt", first.Message);
            json.WriteString("text", string.Join('\n', parts.Select(part => part.Data).Select(Typed).OfType<string>()));
        });

    private static string Answer(OpenCodePart part, OpenCodeSession session) =>
        Line(json =>
        {
            json.WriteString("at", part.At);
            json.WriteString("part", part.Id);
            json.WriteString("role", part.Role);
            // A sub-agent's request is of the prompt that its session was at.
            json.WriteString("parent", session.ParentId is null ? part.Parent : null);
            json.WriteString("agent", session.ParentId is null ? null : session.Id);
            json.WriteString("model", part.Model);
            json.WritePropertyName("data");
            // What is no JSON makes the line none, which is counted as such.
            json.WriteRawValue(part.Data!.ReplaceLineEndings(" "), skipInputValidation: true);
        });

    // What the agent or a plugin put beside the words is none of the person's, nor is what was refused.
    private static string? Typed(string? data)
    {
        try
        {
            return
                data is not null
                && HookJson.Parse(Encoding.UTF8.GetBytes(data)) is var part
                && part.Flag("synthetic") != true
                && part.Flag("ignored") != true
                ? part.Text("text")
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Line(Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length) + '\n';
    }
}
