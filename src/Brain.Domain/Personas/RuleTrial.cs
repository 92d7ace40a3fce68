using System.Collections.Immutable;
using System.Text.Json;
using Brain.Domain.Watching;
using Brain.Messages.Sessions;

namespace Brain.Domain.Personas;

/// <summary>What a persona's rules would have said of turns that are over.</summary>
public static class RuleTrial
{
    /// <summary>As people read it: a line for each turn, and one for each rule that can't be read.</summary>
    /// <param name="persona">Whose rules.</param>
    /// <param name="skill">Its SKILL.md.</param>
    /// <param name="turns">Oldest first.</param>
    public static string ToText(Persona persona, SkillParse skill, IReadOnlyCollection<TriedTurn> turns)
    {
        var rules = skill.File?.Rules ?? [];
        var watcher = new WatchingPersona(persona.Id, persona.Name, persona.Emoji, persona.Job, rules);
        string[] lines =
        [
            turns.Count == 0 ? $"{persona.Handle}: there is no turn yet to try its rules on."
            : rules.IsEmpty ? $"{persona.Handle} has no rule that holds: {persona.Skill ?? "it has no SKILL.md"}."
            : $"{persona.Handle} would have said of the last turns, by what is kept of each call (its path, command or "
                + "address):",
            .. rules.IsEmpty ? [] : turns.Select(turn => $"turn {turn.Num}: {watcher.Tried(turn) ?? "–"}"),
            .. skill.Faults.Select(fault => $"{persona.Skill}: {fault}"),
        ];
        return string.Join('\n', lines);
    }

    private static string? Tried(this WatchingPersona watcher, TriedTurn turn) =>
        WatchEvaluator.Comment(
            watcher,
            turn.Calls.SelectMany(call => WatchEvaluator.See([watcher], call.Watched(), turn.Project)),
            turn.Asked,
            turn.Answered
        );
}

/// <summary>A turn that is over. Source: <c>sql/personas/read_last_turns.sql</c>.</summary>
/// <param name="Num">1-based place in its session.</param>
/// <param name="Project">The session's folder, or null.</param>
/// <param name="Asked">What the person said, or null.</param>
/// <param name="Answered">What the assistant said last, or null.</param>
/// <param name="Calls">Its tool calls, oldest first.</param>
public sealed record TriedTurn(
    int Num,
    string? Project,
    string? Asked,
    string? Answered,
    ImmutableArray<TriedCall> Calls
);

/// <summary>What is kept of a tool call.</summary>
/// <param name="Tool">The tool.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Target">What it was aimed at.</param>
public sealed record TriedCall(string Tool, ToolKind Kind, string Target)
{
    internal WatchedCall Watched() =>
        new(
            Tool,
            Kind,
            JsonSerializer.SerializeToElement(
                new Dictionary<string, string>(StringComparer.Ordinal) { ["target"] = Target },
                TriedJson.Default.DictionaryStringString
            ),
            Target
        );
}
