using System.Collections.Immutable;

namespace Brain.Domain.Tools.Shell;

/// <summary>What a piece of a word is made of.</summary>
internal enum PieceKind
{
    /// <summary>Characters as they are written.</summary>
    Text,

    /// <summary>What a variable holds; its name is the piece's text, empty where an expansion changes the
    /// value.</summary>
    Variable,

    /// <summary>What a command prints.</summary>
    Output,

    /// <summary>A number that the shell works out or counts.</summary>
    Number,

    /// <summary>The names of files, or the alternatives of braces.</summary>
    Pattern,
}

/// <summary>A piece of a word.</summary>
/// <param name="Kind">What it is made of.</param>
/// <param name="Text">Its characters, or the variable's name.</param>
/// <param name="Quoted">The shell makes no further words of it.</param>
internal readonly record struct ShellPiece(PieceKind Kind, string Text, bool Quoted);

/// <summary>A word of a command line, before the shell puts in what it does not say itself.</summary>
/// <param name="Pieces">In their order.</param>
/// <param name="Braces">It has braces with alternatives: the shell makes several words of it, which may begin
/// anyhow.</param>
internal sealed record ShellWord(ImmutableArray<ShellPiece> Pieces, bool Braces)
{
    /// <summary>The word as the program gets it; null when that is known only when the line runs.</summary>
    public string? Text { get; } =
        !Braces && Pieces.All(piece => piece.Kind == PieceKind.Text)
            ? string.Concat(Pieces.Select(piece => piece.Text))
            : null;

    /// <summary>The characters that it begins with whatever happens.</summary>
    public string Lead { get; } =
        Braces
            ? ""
            : string.Concat(Pieces.TakeWhile(piece => piece.Kind == PieceKind.Text).Select(piece => piece.Text));
}

/// <summary>A variable that is set before a command: <c>NAME=value</c>.</summary>
/// <param name="Name">The variable.</param>
/// <param name="Value">What it is set to.</param>
internal sealed record ShellAssignment(string Name, ShellWord Value);

/// <summary>Where a command reads from or writes to instead of the terminal.</summary>
/// <param name="Operator">Such as <c>&gt;&gt;</c>.</param>
/// <param name="Target">The file, the stream or the text.</param>
internal sealed record ShellRedirection(string Operator, ShellWord Target);

/// <summary>One simple command, wherever on the line it stands: in a pipeline, a loop, a substitution.</summary>
/// <param name="Assignments">Variables set before it.</param>
/// <param name="Words">The program and its arguments; empty where only variables are set or streams redirected.</param>
/// <param name="Redirections">Its streams.</param>
/// <param name="InLoop">It may run more than once.</param>
internal sealed record ShellCall(
    ImmutableArray<ShellAssignment> Assignments,
    ImmutableArray<ShellWord> Words,
    ImmutableArray<ShellRedirection> Redirections,
    bool InLoop
)
{
    /// <summary>The shell that runs it.</summary>
    public ShellScope Scope { get; init; } = ShellScope.Line;
}

/// <summary>A shell within the line's own, such as that of parentheses: what it changes ends with it.</summary>
/// <param name="outer">The one around it; null for the line's own.</param>
internal sealed class ShellScope(ShellScope? outer)
{
    /// <summary>The line's own.</summary>
    public static readonly ShellScope Line = new(null);

    /// <summary>The one around it; null for the line's own.</summary>
    public ShellScope? Outer => outer;
}

/// <summary>A variable that a loop or <c>read</c> sets.</summary>
/// <param name="Name">The variable.</param>
/// <param name="Values">What it may hold; null for anything.</param>
internal sealed record ShellBinding(string Name, ImmutableArray<ShellWord>? Values);

/// <summary>A command line that was understood wholly: every command that it may run, in the order they are
/// written.</summary>
/// <param name="Calls">The commands, those in substitutions too.</param>
/// <param name="Bindings">The variables that loops set.</param>
internal sealed record ShellScript(ImmutableArray<ShellCall> Calls, ImmutableArray<ShellBinding> Bindings);
