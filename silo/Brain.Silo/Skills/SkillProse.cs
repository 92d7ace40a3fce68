using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Brain.Domain.Skills.Build;
using Brain.Domain.Text;
using Brain.Grains.Ports;

namespace Brain.Silo.Skills;

/// <summary>
/// Has a chat model write the words of a draft: its title, what it is for and a sentence for each part. Its steps and
/// inputs stay those of the rules, whatever the model says.
/// </summary>
internal sealed partial class SkillProse(IChat chat)
{
    private const int TokensMax = 900;
    private const int LineMax = 1_500;
    private const int TitleMax = 80;
    private const int DescriptionMax = 600;
    private const int ProseMax = 400;

    private const string System =
        "You write the words of a skill: instructions that a coding agent follows later. You get the steps that were "
        + "taken in a session, with {{placeholders}} for what differs each time. Answer with one JSON object and "
        + "nothing else: "
        + "{\"title\": a few words, \"description\": what it does and when to use it, one or two sentences, "
        + "\"parts\": {\"1\": one or two sentences on what part 1 does and what to look out for}}. Use only the "
        + "placeholders that stand in the steps. No commands, no Markdown. "
        + DataMark.Sentence;

    /// <summary>Whether a model is configured.</summary>
    public bool IsPossible => chat.Configured;

    /// <summary>The draft in a model's words; as it was where that fails, with the reason as a sentence.</summary>
    public async Task<(SkillDraft Draft, string? Fault)> Write(SkillDraft draft, CancellationToken stop)
    {
        var answer = await chat.Ask(new(System, Steps(draft), TokensMax), stop);
        if (answer.Fault is { } fault)
            return (draft, fault);
        return Take(draft, answer.Text) is { } written
            ? (written, null)
            : (draft, "The chat model's words could not be read.");
    }

    private static string Steps(SkillDraft draft)
    {
        var text = new StringBuilder();
        foreach (var (part, place) in draft.Parts.Select((part, place) => (part, place + 1)))
            text.Append(
                    DataMark.Line(
                        $"part {place}",
                        "Steps",
                        $"{part.Heading}: {string.Join(" · ", part.Steps.Select(step => $"{step.Tool} {step.Text}"))}",
                        LineMax
                    )
                )
                .Append('\n');
        return draft.Words is { } words ? DataMark.Line("words", "Words", words, LineMax) : text.ToString();
    }

    private static SkillDraft? Take(SkillDraft draft, string answer)
    {
        var (from, to) = (answer.IndexOf('{', StringComparison.Ordinal), answer.LastIndexOf('}'));
        if (from < 0 || to < from)
            return null;
        try
        {
            using var read = JsonDocument.Parse(answer[from..(to + 1)]);
            var root = read.RootElement;
            var parts =
                root.TryGetProperty("parts", out var all) && all.ValueKind == JsonValueKind.Object ? all : default;
            return draft with
            {
                Title = Of(root, "title", draft, TitleMax) ?? draft.Title,
                Description = Of(root, "description", draft, DescriptionMax) ?? draft.Description,
                Parts =
                [
                    .. draft.Parts.Select(
                        (part, place) => part with { Prose = Of(parts, $"{place + 1}", draft, ProseMax) }
                    ),
                ],
            };
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Of(JsonElement parent, string name, SkillDraft draft, int max) =>
        parent.ValueKind == JsonValueKind.Object
        && parent.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String
        && OneLine.Of(SkillDraft.Plain(value.GetString()!).TrimStart('#', '-', ' '), max) is { Length: > 0 } line
        && Placeholder().Matches(line).All(found => draft.Inputs.Any(one => one.Name == found.Groups["name"].Value))
            ? line
            : null;

    [GeneratedRegex(
        @"\{\{\s*(?<name>[^{}]*?)\s*\}\}",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Placeholder();
}
