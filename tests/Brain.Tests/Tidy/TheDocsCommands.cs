using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Brain.Client;
using Brain.Client.Hooks;
using Brain.Client.Install;
using Brain.Messages.Commands;

namespace Brain.Tests.Tidy;

/// <summary>Every command that a page shows is one that the program or the script understands.</summary>
public sealed partial class TheDocsCommands
{
    private const string Reference = "docs/commands.md";
    private const string Head = "| command | does | options |";

    // Their words go to the script of the checkout, which reads them itself.
    private static readonly string[] OfTheScript =
    [
        .. CommandCatalog.All.Where(verb => verb.Handler == CommandHandler.Script).Select(verb => verb.Name),
    ];

    private static readonly RootCommand Root = FindRoot();
    private static readonly string Script = string.Join(
        '\n',
        Directory
            .EnumerateFiles(Path.Combine(DocPage.Root, "setup"))
            .Append(Path.Combine(DocPage.Root, "brain"))
            .Select(File.ReadAllText)
    );

    [Fact]
    public void Are_understood() =>
        DocPage.Holds(
            DocPage
                .All.SelectMany(Shown)
                .Select(shown => (shown, Fault: FaultOf(shown.Words)))
                .Where(shown => shown.Fault is not null)
                .Select(shown => $"{shown.shown.Where}: {string.Join(' ', shown.shown.Words)}: {shown.Fault}")
        );

    [Fact]
    public void Stand_in_the_reference_as_the_program_has_them()
    {
        var text = File.ReadAllText(Path.Combine(DocPage.Root, Reference));
        var found = text.Split('\n')
            .SkipWhile(line => line != Head)
            .Skip(2)
            .TakeWhile(line => line.StartsWith('|'))
            .ToArray();
        var expected = Rows(Root, "brain").ToArray();
        if (Environment.GetEnvironmentVariable("BRAIN_WRITE_DOCS") == "1")
            File.WriteAllText(
                Path.Combine(DocPage.Root, Reference),
                text.Replace(Table(found), Table(expected), StringComparison.Ordinal)
            );
        else
            Assert.Equal(expected, found);
    }

    [Fact]
    public void Stand_in_the_reference_as_a_session_has_them() =>
        Assert.Equal(
            UserCommand.All.Select(command => command.Name).Order(),
            DocPage
                .Read(Reference)
                .Prose.Select(line => SlashRow().Match(line.Text))
                .Where(row => row.Success)
                .Select(row => row.Groups[1].Value)
                .Order()
        );

    private static string Table(string[] rows) =>
        string.Concat([$"{Head}\n|---|---|---|\n", .. rows.Select(row => row + "\n")]);

    private static IEnumerable<(string Where, string[] Words)> Shown(DocPage page) =>
        page
            .Blocks.Where(block => block.Language == "sh")
            .SelectMany(block => block.Lines.Select(line => ($"{page.Path}:{line.Number}", line.Text)))
            .Concat(page.Spans.Where(span => !IsInTheReference(page, span.Where)))
            .Select(one => (one.Item1, Words: Split(one.Item2)))
            .Where(one => one.Words is ["brain" or "./brain", _, ..]);

    // Its table of the program's own words is compared word by word.
    private static bool IsInTheReference(DocPage page, string where) =>
        page.Path == Reference
        && page.Lines[int.Parse(where.Split(':')[1]) - 1].StartsWith("| `brain ", StringComparison.Ordinal);

    private static string? FaultOf(string[] words)
    {
        var lines = words[1..];
        if (OfTheScript.Contains(lines[0], StringComparer.Ordinal) && (words[0] == "./brain" || lines[0] != "demo"))
            return lines[1..]
                .Where(word => word.StartsWith("--", StringComparison.Ordinal))
                .Where(word => !Script.Contains(word, StringComparison.Ordinal))
                .Select(word => $"the script knows no {word}")
                .FirstOrDefault();
        if (lines is ["hook", _, ..])
            return HookArguments.Read(lines) is null ? "is no way to call a hook" : null;
        var parsed = Root.Parse(lines);
        // A verb may be named without what it takes.
        return parsed.Tokens.All(token => token.Type == TokenType.Command) && parsed.Tokens.Count == lines.Length
            ? null
            : parsed.Errors.Select(error => error.Message).FirstOrDefault();
    }

    // As a shell splits a line: quotes go, and what follows #, |, > or && is not the command's.
    private static string[] Split(string line)
    {
        var (words, word, quote) = (new List<string>(), new StringBuilder(), '\0');
        foreach (var letter in line + " ")
        {
            if (quote != '\0' || letter is '"' or '\'')
            {
                if (quote == '\0')
                    quote = letter;
                else if (letter == quote)
                    quote = '\0';
                else
                    word.Append(letter);
            }
            else if (letter != ' ')
            {
                word.Append(letter);
            }
            else if (word.Length > 0)
            {
                if (word[0] is '#' or '|' or '>' || word.ToString() is "&&")
                    return [.. words];
                // What is set for the command only comes before it.
                if (words.Count > 0 || !Assignment().IsMatch(word.ToString()))
                    words.Add(word.ToString());
                word.Clear();
            }
        }

        return [.. words];
    }

    private static IEnumerable<string> Rows(Command command, string name)
    {
        foreach (var verb in command.Subcommands.Where(verb => !verb.Hidden))
        {
            var text = $"{name} {verb.Name}";
            string[] words = [text, .. verb.Arguments.Where(one => !one.Hidden).Select(Word)];
            // A verb that only gathers others is none by itself.
            if (verb.Action is not null)
                yield return $"| `{string.Join(' ', words)}` | {Cell(verb.Description)} | {Options(verb)} |";
            foreach (var row in Rows(verb, text))
                yield return row;
        }
    }

    private static string Word(Argument argument)
    {
        var word = argument.Name.ToUpperInvariant() + (argument.Arity.MaximumNumberOfValues > 1 ? "…" : "");
        return argument.Arity.MinimumNumberOfValues == 0 ? $"[{word}]" : word;
    }

    private static string Options(Command verb)
    {
        var shown = verb.Options.Where(option => !option.Hidden && option is not HelpOption).Select(Word).ToArray();
        return shown.Length > 0 ? string.Join(", ", shown) : "–";
    }

    private static string Word(Option option) => $"`{option.Name}{(option.HelpName is { } value ? $" {value}" : "")}`";

    private static string Cell(string? text) => (text ?? "").Replace("|", "\\|", StringComparison.Ordinal);

    // The client's own, which nobody else may see: the one method that makes it.
    private static RootCommand FindRoot() =>
        (RootCommand)
            Assembly
                .Load("brain")
                .GetTypes()
                .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public))
                .Single(method => method.ReturnType == typeof(RootCommand))
                .Invoke(null, [new BrainHome("/nowhere")])!;

    [GeneratedRegex(@"^\w+=")]
    private static partial Regex Assignment();

    [GeneratedRegex(@"^\| `/([a-z:]+)[ `]")]
    private static partial Regex SlashRow();
}
