using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Brain.Domain.Text;
using Brain.Messages.Secrets;
using Brain.Messages.Sessions;

namespace Brain.Domain.Skills.Build;

/// <summary>
/// Lifts out of steps what is of this one time: values of a kind that tells (a version, a day, an address, a message),
/// and words that the person said and a command was given. Each becomes a placeholder, <c>{{version}}</c>, and one
/// of its inputs.
/// </summary>
internal sealed partial class SkillParameters
{
    private const int InputsMax = 12;
    private const int ValueMax = 200;
    private const int NameMax = 24;

    private const string MessageFlags = @"\s(?:-m|-am|--message|--title|--body)[\s=]";

    // Kinds that are told by themselves, and so may be part of a longer word: shop-2.1.0.tgz.
    private static readonly string[] OfAnyWord = ["day", "version"];

    private readonly List<(string Value, string Name, string Kind)> _lifted = [];

    /// <summary>What somebody must say.</summary>
    public ImmutableArray<DraftInput> Inputs =>
        [.. _lifted.Select(one => new DraftInput(one.Name, OneLine.Of(SecretScanner.Redact(one.Value), ValueMax)))];

    /// <summary>The steps with placeholders.</summary>
    public ImmutableArray<DraftPart> Parts { get; private set; } = [];

    /// <summary>Lifts them.</summary>
    /// <param name="parts">The steps as they were.</param>
    /// <param name="asked">All that the person typed there.</param>
    public static SkillParameters Lift(ImmutableArray<DraftPart> parts, string asked)
    {
        var lifted = new SkillParameters();
        foreach (var step in parts.SelectMany(part => part.Steps))
            lifted.Find(step, asked);
        lifted.Parts =
        [
            .. parts.Select(part =>
                part with
                {
                    Heading = lifted.Heading(part.Heading, part.Heading.Length),
                    Steps = [.. part.Steps.Select(step => step with { Text = lifted.In(step.Text) })],
                }
            ),
        ];
        return lifted;
    }

    /// <summary>Words with placeholders, on one line.</summary>
    public string Heading(string words, int max) => OneLine.Of(In(SecretScanner.Redact(words)), Math.Max(max, 1) + 80);

    private string In(string text) =>
        // The longest first, so that no part of a value is lifted out of it.
        _lifted
            .OrderByDescending(one => one.Value.Length)
            .Aggregate(
                text,
                (all, one) =>
                    Regex.Replace(
                        all,
                        Place(one.Value, one.Kind),
                        _ => $"{{{{{one.Name}}}}}",
                        RegexOptions.CultureInvariant,
                        MatchTimeMax
                    )
            );

    private static readonly TimeSpan MatchTimeMax = TimeSpan.FromSeconds(1);

    // The words of a message stand for themselves elsewhere, and a name is not a part of a longer one.
    private static string Place(string value, string kind)
    {
        var word = Regex.Escape(value);
        return kind == "message" ? $@"(?<={MessageFlags}(?<q>[""'])){word}(?=\k<q>)"
            : OfAnyWord.Contains(kind) ? $@"(?<![\w{{]|\d\.){word}(?![\w}}]|\.\d)"
            : $@"(?<![\w{{./-]){word}(?![\w}}/-]|\.\w)";
    }

    private void Find(DraftStep step, string asked)
    {
        if (step.Kind == ToolKind.Shell)
        {
            foreach (Match message in Message().Matches(step.Text))
                Add(message.Groups["value"].Value, "message", "message");
        }

        foreach (Match found in Telling().Matches(step.Text))
        {
            foreach (var kind in Kinds.Where(kind => found.Groups[kind].Success))
                Add(found.Groups[kind].Value, kind, kind);
        }

        if (step.Kind == ToolKind.Shell)
            Said(ShellWords.Of(step.Text), asked);
    }

    // An argument that the person named: the next time it is another.
    private void Said(List<ShellWords.Word> words, string asked)
    {
        var place = 0;
        for (var at = 0; at < words.Count; at++)
        {
            var word = words[at].Bare;
            place = words[at].IsOperator ? 0 : place + 1;
            if (
                place < 2
                || word.Length < 3
                || word[0] is '-' or '$' or '{'
                || word.Contains("{{", StringComparison.Ordinal)
            )
                continue;
            var flag = words[at - 1].Text;
            var isValue =
                flag.StartsWith("--", StringComparison.Ordinal) && !flag.Contains('=', StringComparison.Ordinal);
            if (!isValue && !Special().IsMatch(word))
                continue;
            if (Plain().IsMatch(word) && Names(asked, word))
                Add(word, isValue ? NameOf(flag) : KindOf(word), "word");
        }
    }

    private static bool Names(string asked, string word) =>
        Regex.IsMatch(
            asked,
            $@"(?<![\w/.-]){Regex.Escape(word)}(?![\w/-])",
            RegexOptions.CultureInvariant,
            MatchTimeMax
        );

    private void Add(string value, string name, string kind)
    {
        if (
            value.Length is < 2 or > ValueMax
            || value.Contains("{{", StringComparison.Ordinal)
            || value.Contains(SecretScanner.Mark, StringComparison.Ordinal)
            || _lifted.Count == InputsMax
            || _lifted.Exists(one => one.Value == value)
        )
            return;
        var free = name;
        for (var number = 2; _lifted.Exists(one => one.Name == free); number++)
            free = $"{name}_{number}";
        _lifted.Add((value, free, kind));
    }

    private static string KindOf(string word) =>
        word.All(char.IsAsciiDigit) ? "number"
        : word.Contains('/', StringComparison.Ordinal) || File().IsMatch(word) ? "file"
        : "name";

    private static string NameOf(string flag)
    {
        var name = flag.TrimStart('-').Replace('-', '_').ToLowerInvariant();
        return
            name.Length is > 1 and <= NameMax && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_')
            ? name
            : "name";
    }

    private static readonly string[] Kinds = ["url", "email", "id", "day", "version", "issue"];

    [GeneratedRegex(
        """
            (?<url>https?://(?!localhost|127\.0\.0\.1)[^\s"'`<>|;&)]+)
            |(?<email>[\w.+-]+@(?>[\w-]+(\.[\w-]+)+)(?!:))
            |(?<![\w-])(?<id>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(?![\w-])
            |(?<![\w-])(?<day>20\d\d-[01]\d-[0-3]\d)(?![\w-])
            |(?<![\w.])(?<version>v?\d+\.\d+\.\d+(-[0-9A-Za-z]+(\.[0-9A-Za-z]+)*)?)(?![\w]|\.\d)
            |(?<![\w&])(?<issue>\#\d{1,6})(?!\w)
            """,
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Telling();

    [GeneratedRegex(
        MessageFlags + @"(?:""(?<value>[^""`$]{3,200})""|'(?<value>[^'`$]{3,200})')",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Message();

    [GeneratedRegex(@"[\d_./:A-Z-]", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Special();

    [GeneratedRegex(@"^[\w./:＠@-]+$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Plain();

    [GeneratedRegex(@"^[\w-]+\.[A-Za-z]{1,5}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex File();
}
