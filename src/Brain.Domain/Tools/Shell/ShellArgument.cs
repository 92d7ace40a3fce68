namespace Brain.Domain.Tools.Shell;

/// <summary>A word as a program's rule sees it.</summary>
/// <param name="Text">What the program gets; null when that is known only when the line runs.</param>
/// <param name="Lead">What it begins with in any case.</param>
/// <param name="Several">It may become more words, or none.</param>
/// <param name="Wild">What is unknown of it may be an option, such as one that writes.</param>
internal sealed record ShellArgument(string? Text, string Lead, bool Several, bool Wild)
{
    /// <summary>A word of which nothing is known: a name that another program finds.</summary>
    public static readonly ShellArgument Unknown = new(Text: null, Lead: "", Several: true, Wild: true);

    /// <summary>A path that another program finds below a folder that is no option.</summary>
    public static readonly ShellArgument Path = new(Text: null, Lead: "./", Several: true, Wild: false);

    /// <summary>The text, with a one in the place of each number that only the shell knows; null when more than
    /// numbers is unknown.</summary>
    public string? Counted { get; private init; } = Text;

    /// <summary>It is, or may be, an option.</summary>
    public bool MayBeOption => Text is null ? Wild || Lead.StartsWith('-') : Text.StartsWith('-') && Text != "-";

    public static ShellArgument Of(string text) => new(text, text, Several: false, Wild: false);

    /// <summary>How a word looks to a program, with what is known of the line's variables.</summary>
    public static ShellArgument Of(ShellWord word, ShellVariables variables)
    {
        if (word.Text is { } text)
            return Of(text);
        var splits = word.Pieces.Any(piece =>
            piece.Kind is PieceKind.Variable or PieceKind.Output && !piece.Quoted && !variables.IsOneWord(piece)
        );
        var named =
            word.Lead.Length > 0
                ? word.Lead[0] != '-' || word.Lead.Contains('=', StringComparison.Ordinal)
                : word.Pieces[0] is var first
                    && (variables.IsNumber(first) || (first.Kind == PieceKind.Variable && variables.IsNoOption(first)));
        var counted =
            !word.Braces && word.Pieces.All(piece => piece.Kind == PieceKind.Text || variables.IsNumber(piece))
                ? string.Concat(word.Pieces.Select(piece => piece.Kind == PieceKind.Text ? piece.Text : "1"))
                : null;
        return new(
            null,
            word.Lead,
            splits || word.Braces || word.Pieces.Any(piece => piece.Kind == PieceKind.Pattern),
            splits || word.Braces || !named
        )
        {
            Counted = counted,
        };
    }
}
