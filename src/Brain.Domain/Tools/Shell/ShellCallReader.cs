using System.Buffers;
using System.Collections.Immutable;

namespace Brain.Domain.Tools.Shell;

/// <summary>Reads one simple command, the streams of a compound one, or a condition in double brackets.</summary>
internal sealed class ShellCallReader(ShellCursor at, ShellGrammar grammar, bool inLoop)
{
    private static readonly SearchValues<char> NameLetters = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"
    );

    // Longest first, so that none is taken for another's beginning.
    private static readonly string[] Operators =
    [
        "&>>",
        "&>",
        "<<<",
        "<<-",
        "<<",
        "<&",
        "<>",
        "<",
        ">>",
        ">&",
        ">|",
        ">",
    ];

    private readonly ImmutableArray<ShellAssignment>.Builder _assignments =
        ImmutableArray.CreateBuilder<ShellAssignment>();
    private readonly ImmutableArray<ShellWord>.Builder _words = ImmutableArray.CreateBuilder<ShellWord>();
    private readonly ImmutableArray<ShellRedirection>.Builder _streams =
        ImmutableArray.CreateBuilder<ShellRedirection>();

    /// <summary>A simple command.</summary>
    public ShellCall? Simple(ShellHereDocuments documents)
    {
        for (at.SkipBlanks(); !at.Over; at.SkipBlanks())
        {
            if (Redirection(documents))
                continue;
            if (new ShellWordReader(at, grammar).Word() is not { } word)
                break;
            // A stream that a name in braces keeps open, {fd}>file, sets that variable.
            if (at.Next is '<' or '>' && word.Lead.StartsWith('{'))
                at.Fail();
            if (_words.Count == 0 && Assignment(word) is { } assignment)
                _assignments.Add(assignment);
            else
                _words.Add(word);
        }

        // A parenthesis after a word begins a function, a list or an array.
        if (at.Next == '(' || _assignments.Count + _words.Count + _streams.Count == 0)
            at.Fail();
        return Done();
    }

    /// <summary>The streams after a compound command; null when it has none.</summary>
    public ShellCall? Redirected(ShellHereDocuments documents)
    {
        at.SkipBlanks();
        while (Redirection(documents))
            at.SkipBlanks();
        return _streams.Count > 0 ? Done() : null;
    }

    /// <summary>A condition up to its closing brackets.</summary>
    public ShellCall Condition()
    {
        _words.Add(Plain("[["));
        var matching = false;
        while (!at.Over)
        {
            at.SkipBlanks();
            if (at.Takes("\n"))
                continue;
            if (at.TakesWord("]]"))
                return Done();
            if (
                at.Takes("&&")
                || at.Takes("||")
                || at.Takes("(")
                || at.Takes(")")
                || at.TakesWord("!")
                || at.TakesWord("<")
                || at.TakesWord(">")
            )
                continue;
            var word =
                matching && at.Next is not ('"' or '\'' or '$')
                    ? Expression()
                    : new ShellWordReader(at, grammar).Word();
            if (word is null)
                at.Fail();
            else
                _words.Add(word);
            matching = word?.Text == "=~";
        }

        at.Fail();
        return Done();
    }

    // A regular expression without quotes or variables; its parentheses and bars are its own.
    private ShellWord? Expression()
    {
        var text = at.TakeWhile(c => char.IsAsciiLetterOrDigit(c) || "^$.*+?()|{}[]\\/-_:,=@%#".Contains(c));
        return
            text.Length == 0
            || at.Next is not (' ' or '\t')
            || text.Contains("$(", StringComparison.Ordinal)
            || text.Contains("${", StringComparison.Ordinal)
            ? null
            : Plain(text);
    }

    private bool Redirection(ShellHereDocuments documents)
    {
        var digits = 0;
        while (char.IsAsciiDigit(at.Ahead(digits)))
            digits++;
        if (digits > 0 && at.Ahead(digits) is not ('<' or '>'))
            return false;
        var from = at.At;
        at.Skip(digits);
        var found = at.Sees("<(") && digits == 0 ? null : Array.Find(Operators, at.Takes);
        if (found is null)
        {
            if (at.At != from)
                at.Fail();
            return false;
        }

        at.SkipBlanks();
        var here = at.At;
        if (new ShellWordReader(at, grammar).Word() is not { } target)
            at.Fail();
        else if (found is "<<" or "<<-")
            Await(documents, target, strips: found == "<<-", written: at.At - here);
        else
            _streams.Add(new(found, target));
        return true;
    }

    private void Await(ShellHereDocuments documents, ShellWord target, bool strips, int written)
    {
        if (target.Text is { Length: > 0 } end && !end.Contains('\n', StringComparison.Ordinal))
            documents.Add(end, literal: written != end.Length, strips);
        else
            at.Fail();
        _streams.Add(new("<<", target));
    }

    private static ShellAssignment? Assignment(ShellWord word)
    {
        if (
            word.Pieces is not [{ Kind: PieceKind.Text, Quoted: false, Text: var text }, ..]
            || !ShellWordReader.IsNameStart(text[0])
        )
            return null;
        var length = text.AsSpan().IndexOfAnyExcept(NameLetters);
        if (length < 0 || text[length] is not ('=' or '+'))
            return null;
        var value =
            text[length] == '=' ? length + 1
            : text.AsSpan(length).StartsWith("+=") ? length + 2
            : 0;
        if (value == 0)
            return null;
        var first = word.Pieces[0] with { Text = text[value..] };
        // Braces make no words of a value.
        return new(
            text[..length],
            new(first.Text.Length > 0 ? word.Pieces.SetItem(0, first) : word.Pieces.RemoveAt(0), Braces: false)
        );
    }

    private static ShellWord Plain(string text) => new([new(PieceKind.Text, text, Quoted: true)], Braces: false);

    private ShellCall Done() => new(_assignments.ToImmutable(), _words.ToImmutable(), _streams.ToImmutable(), inLoop);
}
