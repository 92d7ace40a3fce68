using System.Text;
using Brain.Domain.Text;
using Brain.Domain.Watching;

namespace Brain.Domain.Personas;

/// <summary>The SKILL.md that a new persona begins with.</summary>
internal static class SkillTemplate
{
    // Far beyond what may be asked for, and so that no name makes a file that can't be read.
    private const int TextMax = 240;

    public static string Of(string name, string emoji, string job)
    {
        var (who, sign, what) = (Plain(name), Plain(emoji), Plain(job));
        var description = Quoted($"{who} looks after {what}: ask with /ask {who} … or begin a prompt with \"{who}: \"");
        return $$"""
            ---
            name: {{Named(SkillFile.Slug(name))}}
            description: {{description}}
            disable-model-invocation: true
            watch:
            {{Rules(job)}}
            # Each rule is met by a tool call or by what was said; its sentence is shown under the turn. Its keys:
            #   tool     tool names, | between them, * for any characters; kind:shell for every tool of a kind
            #   input    a pattern (.NET, linear: no lookaround) over the strings and the JSON of the tool's input
            #   path     a glob over the file, from the project's folder: * within a name, ** across folders
            #   text     a pattern over what you and the assistant said
            #   say      the sentence when it was met: {count}, and {name} for a group (?<name>…) that captured
            #   nothing  the sentence when no rule was met; leave it out to be silent
            # Patterns disregard case. For example:
            #  - tool: 'kind:write|kind:edit'
            #    path: 'src/**/*.cs'
            #    say: 'C# files changed: {count}'
            #    nothing: 'no C# file was changed'
            #  - text: '\b(?<word>later|for now|workaround)\b'
            #    say: 'put off {count} times: {word}'
            ---

            # {{sign}} {{who}}

            You are {{who}} {{sign}}, a persona of this person's brain. Your job: {{what}}.

            - Speak as {{who}}, in the first person, and begin your answer with "{{sign}} {{who}}:".
            - Look at everything from your job's side only; say so when a question is not yours.
            - Be short: what you see, why it matters, what you would do. At most ten sentences unless asked for more.
            - Cite the comments, learnings and turns that you were given; where you were given none, say that you guess.

            """.ReplaceLineEndings("\n");
    }

    private static string Rules(string job) => string.Join('\n', WatchDefaults.For(job).Select(Rule));

    private static string Rule(WatchRule rule)
    {
        (string Key, string? Value)[] keys =
        [
            ("tool", rule.Tool),
            ("input", rule.Input),
            ("path", rule.Path),
            ("text", rule.Text),
            ("say", rule.Say),
            ("nothing", rule.Nothing),
        ];
        return "  - "
            + string.Join(
                "\n    ",
                keys.Where(key => key.Value is not null)
                    .Select(key => $"{key.Key}: '{key.Value!.Replace("'", "''", StringComparison.Ordinal)}'")
            );
    }

    private static string Plain(string text) => OneLine.Of(text, TextMax);

    private static string Quoted(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (var letter in text)
            _ = letter is '"' or '\\' ? quoted.Append('\\').Append(letter) : quoted.Append(letter);
        return quoted.Append('"').ToString();
    }

    // The one slug that YAML takes for nothing.
    private static string Named(string slug) => slug == "null" ? "\"null\"" : slug;
}
