using System.Collections.Immutable;
using System.Globalization;
using Brain.Domain.Text;
using Brain.Messages.Secrets;
using YamlDotNet.RepresentationModel;

namespace Brain.Domain.Skills;

/// <summary>
/// What each field says. A field of governance may stand at the top or below <c>metadata</c>, where the plain form has
/// room for it; one that can't be read is a fault and silences no other.
/// </summary>
/// <param name="fields">The keys of the front matter.</param>
/// <param name="faults">Takes what can't be read.</param>
internal sealed class SkillFieldReader(Dictionary<string, SkillField> fields, ImmutableArray<YamlFault>.Builder faults)
{
    private const int OddMax = 60;

    private static readonly string[] LevelNames = Enum.GetNames<TrustLevel>();
    private static readonly string[] HealthNames = Enum.GetNames<SkillHealth>();

    /// <summary>All of it.</summary>
    public SkillManifest Manifest(string name, string description, string body) =>
        new(name, description, body)
        {
            DeclaredId = Text("id", SkillManifest.TextMax),
            Version = Text("version", SkillManifest.NameMax),
            Keywords = List("keywords", "tags", "triggers"),
            Category = Text("category", SkillManifest.NameMax),
            Inputs = List("inputs"),
            Outputs = List("outputs"),
            TrustLevel = OneOf<TrustLevel>("trust_level", LevelNames),
            CostEstimate = Text("cost_estimate", SkillManifest.TextMax),
            Dependencies = List("dependencies"),
            LastTested = Day("last_tested"),
            Health = OneOf<SkillHealth>("health", HealthNames),
            AllowedTools = List("allowed-tools"),
            Test = Command("test", SkillManifest.TestMax),
            ByPersonOnly = Text("disable-model-invocation", OddMax) is "true",
        };

    /// <summary>Whether the front matter has the key with a value, readable or not.</summary>
    public bool Has(string name) => Node(name) is not null;

    /// <summary>Where the key stands; 1 where it does not.</summary>
    public int LineOf(string name) =>
        Find(name) is { Node.Start: { Line: > 0 } start } field ? FrontMatter.Line(start) + field.Above : 1;

    /// <summary>A text on one line; null where there is none that can be read.</summary>
    public string? Text(string name, int max)
    {
        if (Node(name) is not { } node)
            return null;
        var text = node is YamlScalarNode ? node.Text()!.Trim() : string.Join(", ", Entries(node));
        // Without secrets first: what stands in a secret's place may be longer than it.
        var line = OneLine.Of(SecretScanner.Redact(text), max);
        if (line.Length == 0)
        {
            Fault(name, $"{name} is empty and is left out");
            return null;
        }

        if (text.Length > max)
            Fault(name, $"{name} has {text.Length} characters and may have {max}; it is cut");
        return line;
    }

    // A command runs word for word or not at all: one that was cut or joined is another.
    private string? Command(string name, int max)
    {
        if (Node(name) is not { } node)
            return null;
        var text = node is YamlScalarNode ? node.Text()!.Trim() : "";
        if (text.Length > 0 && text.Length <= max && SecretScanner.Redact(text) == text && text.All(IsOfCommand))
            return text;
        Fault(
            name,
            OneLine.Of(text, max).Length == 0 && node is YamlScalarNode
                ? $"{name} is empty and is left out"
                : $"{name} must be at most {max} characters of text without secrets or control characters; it is left "
                    + "out. Put more into a script beside SKILL.md and name that"
        );
        return null;
    }

    private static bool IsOfCommand(char letter) =>
        letter is '\n' or '\t'
        || char.GetUnicodeCategory(letter)
            is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate);

    private ImmutableArray<string> List(params string[] names)
    {
        var name = names.FirstOrDefault(Has);
        if (name is null)
            return [];
        var node = Node(name)!;
        string[] entries =
        [
            .. Entries(node)
                .Select(entry => OneLine.Of(SecretScanner.Redact(entry), SkillManifest.TextMax))
                .Where(entry => entry.Length > 0),
        ];
        if (entries.Length > SkillManifest.ItemsMax)
            Fault(name, $"{name} has {entries.Length} entries and may have {SkillManifest.ItemsMax}; the rest is cut");
        return [.. entries.Take(SkillManifest.ItemsMax)];
    }

    private TEnum? OneOf<TEnum>(string name, string[] known)
        where TEnum : struct, Enum
    {
        if (Text(name, SkillManifest.TextMax) is not { } text)
            return null;
        if (Array.Exists(known, one => one.Equals(text, StringComparison.OrdinalIgnoreCase)))
            return Enum.Parse<TEnum>(text, ignoreCase: true);
        Fault(
            name,
            $"{name} is '{OneLine.Of(text, OddMax)}': expected {string.Join(", ", known).ToLowerInvariant()}; "
                + "it is left out"
        );
        return null;
    }

    private DateTimeOffset? Day(string name)
    {
        if (Text(name, SkillManifest.TextMax) is not { } text || text is "never")
            return null;
        if (
            DateTimeOffset.TryParse(
                text,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
                out var day
            )
            && day.Year is >= 1970 and < 9000
            && char.IsAsciiDigit(text[0])
        )
            return day;
        Fault(
            name,
            $"{name} is '{OneLine.Of(text, OddMax)}': expected a day such as 2026-04-15; it is left out"
        );
        return null;
    }

    private YamlNode? Node(string name) => Find(name)?.Node;

    private SkillField? Find(string name) =>
        At(name, key => Filled(fields.GetValueOrDefault(key)))
        ?? (
            fields.GetValueOrDefault("metadata") is { Node: YamlMappingNode metadata } field
            && name is not ("name" or "description")
                ? At(name, key => metadata.Child(key) is { } node ? Filled(field with { Node = node }) : null)
                : null
        );

    // The underscore and the hyphen are one: authors write either.
    private static SkillField? At(string name, Func<string, SkillField?> find) =>
        find(name) ?? find(name.Replace('_', '-')) ?? find(name.Replace('-', '_'));

    private static SkillField? Filled(SkillField? field) =>
        field?.Node is YamlScalarNode
        {
            Style: YamlDotNet.Core.ScalarStyle.Plain,
            Value: null or "" or "~" or "null"
        }
            ? null
            : field;

    private static IEnumerable<string> Entries(YamlNode node) =>
        node switch
        {
            YamlSequenceNode list => list.Children.Select(Entry),
            YamlMappingNode map => map.Children.Select(pair => $"{Entry(pair.Key)}: {Entry(pair.Value)}"),
            _ => SkillWords.Split(node.Text() ?? ""),
        };

    private static string Entry(YamlNode node) =>
        node switch
        {
            YamlMappingNode map when map.Child("name")?.Text() is { } name => Named(name, map.Child("description")),
            YamlMappingNode map => string.Join(", ", map.Children.Select(pair => $"{pair.Key}: {Entry(pair.Value)}")),
            YamlSequenceNode list => string.Join(", ", list.Children.Select(Entry)),
            _ => node.Text() ?? "",
        };

    private static string Named(string name, YamlNode? what) => what?.Text() is { } text ? $"{name}: {text}" : name;

    private void Fault(string name, string reason) => faults.Add(new(LineOf(name), reason));
}
