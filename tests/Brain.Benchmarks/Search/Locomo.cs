using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Brain.Benchmarks.Search;

/// <summary>
/// LoCoMo: conversations of two people over months, and questions with the turns that answer them. The data is CC BY-NC
/// and is not in this repository; the benchmark is given its path.
/// </summary>
internal static partial class Locomo
{
    /// <summary>Reads conversations by their place in the file, from 1.</summary>
    public static IEnumerable<Conversation> Read(string path, int first, int last)
    {
        using var file = JsonDocument.Parse(File.ReadAllText(path));
        foreach (var (place, one) in file.RootElement.EnumerateArray().Index())
        {
            if (place + 1 >= first && place + 1 <= last)
                yield return Read(one);
        }
    }

    private static Conversation Read(JsonElement one)
    {
        var name = one.GetProperty("sample_id").GetString()!;
        var talk = one.GetProperty("conversation");
        var (sessions, turns) = (new List<SearchSession>(), new Dictionary<string, (Guid Session, Guid Turn)>());
        foreach (var part in talk.EnumerateObject().Where(part => SessionName().IsMatch(part.Name)))
        {
            var at = DateOf(talk.GetProperty($"{part.Name}_date_time").GetString()!);
            var session = Guid.NewGuid();
            var said = part
                .Value.EnumerateArray()
                .Select(
                    (turn, num) =>
                    {
                        var id = Guid.NewGuid();
                        turns[turn.GetProperty("dia_id").GetString()!] = (session, id);
                        var text = turn.GetProperty("text").GetString()!;
                        if (turn.TryGetProperty("blip_caption", out var caption))
                            text += $" [shares {caption.GetString()}]";
                        return new SearchTurn(
                            id,
                            at.AddSeconds(num),
                            text,
                            null,
                            turn.GetProperty("speaker").GetString()
                        );
                    }
                )
                .ToArray();
            if (said.Length > 0)
                sessions.Add(new(session, name, at, said));
        }

        return new(name, [.. sessions], [.. Questions(one, turns)]);
    }

    private static IEnumerable<LocomoQuestion> Questions(
        JsonElement one,
        Dictionary<string, (Guid Session, Guid Turn)> turns
    )
    {
        foreach (var question in one.GetProperty("qa").EnumerateArray())
        {
            var evidence = question
                .GetProperty("evidence")
                .EnumerateArray()
                .SelectMany(text =>
                    DialogId()
                        .Matches(text.GetString() ?? "")
                        .Select(match => $"D{match.Groups[1].Value}:{int.Parse(match.Groups[2].Value)}")
                )
                .Where(turns.ContainsKey)
                .Select(id => turns[id])
                .Distinct()
                .ToArray();
            if (evidence.Length > 0)
                yield return new(
                    question.GetProperty("question").GetString()!,
                    question.GetProperty("category").GetInt32(),
                    [.. evidence.Select(turn => turn.Session).Distinct()],
                    [.. evidence.Select(turn => turn.Turn)]
                );
        }
    }

    private static DateTimeOffset DateOf(string text) =>
        new(DateTime.ParseExact(text, "h:mm tt 'on' d MMMM, yyyy", CultureInfo.InvariantCulture), TimeSpan.Zero);

    [GeneratedRegex("^session_[0-9]+$")]
    private static partial Regex SessionName();

    [GeneratedRegex("D:?([0-9]+):([0-9]+)")]
    private static partial Regex DialogId();
}

/// <summary>One conversation.</summary>
internal sealed record Conversation(string Name, SearchSession[] Sessions, LocomoQuestion[] Questions);

/// <summary>A question with what answers it.</summary>
internal sealed record LocomoQuestion(string Text, int Category, Guid[] Sessions, Guid[] Turns);
