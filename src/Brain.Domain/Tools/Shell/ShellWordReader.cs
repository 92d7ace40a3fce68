using System.Collections.Immutable;
using System.Text;

namespace Brain.Domain.Tools.Shell;

/// <summary>
/// Reads one word: quotes, escapes, variables, substitutions, patterns. Commands in substitutions are handed to the
/// grammar. Where bash and zsh would take a word differently, or an expansion could run or set something, it fails.
/// </summary>
internal sealed class ShellWordReader(ShellCursor at, ShellGrammar grammar)
{
    // A dollar before one of these is a dollar, in every shell.
    private const string AfterPlainDollar = " \t\n\"'|);&/.,:\\%]}";

    private readonly ImmutableArray<ShellPiece>.Builder _pieces = ImmutableArray.CreateBuilder<ShellPiece>();
    private readonly StringBuilder _text = new();
    private bool _textQuoted;
    private bool _braces;

    /// <summary>A word; null when there is none here.</summary>
    public ShellWord? Word()
    {
        var from = at.At;
        var (open, parted) = (false, false);
        while (!at.Over && !Ends(at.Next))
        {
            var c = at.Next;
            if (c == '{')
                open = true;
            else if (c is ',' or '.')
                parted |= open;
            else if (c == '}' && open && parted)
                _braces = true;
            Piece(c);
        }

        return at.Failed || at.At == from ? null : Done();
    }

    /// <summary>The text of a here-document, in which only expansions count.</summary>
    public void Body()
    {
        while (!at.Over)
        {
            var c = at.Take();
            if (c == '\\' && !at.Over)
                at.Skip(1);
            else if (c == '$')
                Dollar(quoted: true);
            else if (c == '`')
                Backtick(quoted: false);
        }
    }

    private bool Ends(char c) =>
        c is ' ' or '\t' or '\n' or '|' or '&' or ';' or '(' or ')' or '>' || (c == '<' && at.Ahead(1) != '(');

    private void Piece(char c)
    {
        at.Skip(1);
        switch (c)
        {
            case '\\' when at.Over:
                at.Fail();
                break;
            case '\\' when at.Next == '\n':
                at.Skip(1);
                break;
            case '\\':
                Append(at.Take(), quoted: true);
                break;
            case '\'':
                Append(at.TakeUntil('\'') ?? "", quoted: true);
                break;
            case '"':
                DoubleQuoted();
                break;
            case '$':
                Dollar(quoted: false);
                break;
            case '`':
                Backtick(quoted: false);
                break;
            case '<':
                at.Skip(1);
                grammar.Nested(")");
                Append("/dev/fd/63", quoted: true);
                break;
            case '*' or '?' or '[':
                Add(new(PieceKind.Pattern, c.ToString(), Quoted: false));
                break;
            default:
                Append(c, quoted: false);
                break;
        }
    }

    private void DoubleQuoted()
    {
        while (!at.Over)
        {
            var c = at.Take();
            if (c == '"')
                return;
            if (c == '$')
                Dollar(quoted: true);
            else if (c == '`')
                Backtick(quoted: true);
            else if (c == '\\' && at.Next == '\n')
                at.Skip(1);
            else if (c == '\\' && at.Next is '$' or '`' or '"' or '\\')
                Append(at.Take(), quoted: true);
            else
                Append(c, quoted: true);
        }

        at.Fail();
    }

    private void Dollar(bool quoted)
    {
        var c = at.Next;
        if (at.Sees("(("))
            Arithmetic();
        else if (c == '(')
        {
            at.Skip(1);
            grammar.Nested(")");
            Add(new(PieceKind.Output, "", quoted));
        }
        else if (c == '{')
            Braced(quoted);
        else if (IsNameStart(c))
            Add(new(PieceKind.Variable, at.TakeWhile(IsName), quoted));
        else if (c is '?' or '#' or '$')
        {
            at.Skip(1);
            Add(new(PieceKind.Number, "", Quoted: true));
        }
        else if (c is '@' or '*' or '!' or '-' || char.IsAsciiDigit(c))
            Add(new(PieceKind.Variable, at.Take().ToString(), quoted && c != '@'));
        else if (c == '\'' && !quoted)
            AnsiQuoted();
        else if ((c == '"' && !quoted) || (!at.Over && !AfterPlainDollar.Contains(c)))
            at.Fail();
        else
            Append('$', quoted: true);
    }

    // Names in arithmetic are worked out again and again, and may run commands that way; plain numbers can't.
    private void Arithmetic()
    {
        at.Skip(2);
        at.TakeWhile(c => char.IsAsciiDigit(c) || " \t+-*/%<>=!&|^~?:,".Contains(c));
        at.Expect("))");
        Add(new(PieceKind.Number, "", Quoted: true));
    }

    private void Braced(bool quoted)
    {
        at.Skip(1);
        var length = at.Next == '#' && at.Ahead(1) != '}';
        if (length)
            at.Skip(1);
        var name =
            IsNameStart(at.Next) ? at.TakeWhile(IsName)
            : at.Next is '?' or '#' or '@' or '*' or '$' || char.IsAsciiDigit(at.Next) ? at.Take().ToString()
            : null;
        if (name is null)
        {
            at.Fail();
            return;
        }

        var whole = name is "@" || (at.Next == '[' && Subscript());
        if (at.Takes("}"))
            Add(
                length
                    ? new(PieceKind.Number, "", Quoted: true)
                    : new(PieceKind.Variable, whole ? "" : name, quoted && !whole)
            );
        else if (length)
            at.Fail();
        else
            Changed(quoted && !whole);
    }

    // Of a list, one element by its number or all of them; anything else would be worked out.
    private bool Subscript()
    {
        at.Skip(1);
        var place = at.TakeWhile(c => char.IsAsciiDigit(c) || c is '@' or '*');
        at.Expect("]");
        return place == "@";
    }

    // An expansion that changes the value: a default, a part, a replacement. Those that set the variable fail.
    private void Changed(bool quoted)
    {
        if (at.Next == ':' && (char.IsAsciiDigit(at.Ahead(1)) || (at.Ahead(1) == ' ' && at.Ahead(2) == '-')))
        {
            at.TakeWhile(c => char.IsAsciiDigit(c) || c is ':' or ' ' or '-');
            at.Expect("}");
        }
        else
        {
            var defaults = at.Takes(":");
            if (at.Next is '-' or '+' or '?' || (!defaults && at.Next is '#' or '%' or '/' or '^' or ','))
                Replacement(quoted);
            else
                at.Fail();
        }

        Add(new(PieceKind.Variable, "", quoted));
    }

    private void Replacement(bool quoted)
    {
        at.Skip(1);
        // What stands in it is unknown to the word around it, but its commands run.
        var inner = new ShellWordReader(at, grammar);
        if (!grammar.Deeper())
            return;
        while (!at.Over && at.Next != '}')
        {
            if (at.Next is '{' or '\n' or '<' || (quoted && at.Next is '\'' or '"'))
                at.Fail();
            else
                inner.Piece(at.Next);
        }

        grammar.Shallower();
        at.Expect("}");
    }

    // Up to the next one that is not escaped, whatever stands between; the text is a line of its own.
    private void Backtick(bool quoted)
    {
        var inner = new StringBuilder();
        while (!at.Over && at.Next != '`')
        {
            var c = at.Take();
            if (c == '\\' && (at.Next is '$' or '`' or '\\' || (quoted && at.Next == '"')))
                c = at.Take();
            inner.Append(c);
        }

        at.Expect("`");
        if (!at.Failed && !grammar.Apart(inner.ToString()))
            at.Fail();
        Add(new(PieceKind.Output, "", quoted));
    }

    private void AnsiQuoted()
    {
        at.Skip(1);
        while (!at.Over && at.Next != '\'')
        {
            var c = at.Take();
            Append(c == '\\' ? AnsiEscape() : c.ToString(), quoted: true);
        }

        at.Expect("'");
    }

    private string AnsiEscape()
    {
        var c = at.Over ? '\0' : at.Take();
        var code = c switch
        {
            'a' => 7,
            'b' => 8,
            'e' or 'E' => 27,
            'f' => 12,
            'n' => 10,
            'r' => 13,
            't' => 9,
            'v' => 11,
            '\\' or '\'' or '"' or '?' => c,
            'x' => Number("", 2, 16),
            'u' => Number("", 4, 16),
            >= '0' and <= '7' => Number(c.ToString(), 2, 8),
            _ => 0,
        };
        // Bytes beyond ASCII, half characters and NUL: nothing that a command line needs.
        if (code is > 0 and < 0x80 || (c == 'u' && code is > 0 and < 0xd800))
            return ((char)code).ToString();
        at.Fail();
        return "";
    }

    private int Number(string digits, int most, int radix)
    {
        while (most-- > 0 && (radix == 16 ? char.IsAsciiHexDigit(at.Next) : at.Next is >= '0' and <= '7'))
            digits += at.Take();
        return digits.Length == 0 ? 0 : Convert.ToInt32(digits, radix);
    }

    private void Append(char c, bool quoted) => Append(c.ToString(), quoted);

    private void Append(string text, bool quoted)
    {
        if (quoted != _textQuoted)
            Flush();
        _textQuoted = quoted;
        _text.Append(text);
    }

    private void Add(ShellPiece piece)
    {
        Flush();
        _pieces.Add(piece);
    }

    private void Flush()
    {
        if (_text.Length > 0)
            _pieces.Add(new(PieceKind.Text, _text.ToString(), _textQuoted));
        _text.Clear();
    }

    private ShellWord Done()
    {
        Flush();
        // A bracket alone is a program, and no pattern.
        if (_pieces is [{ Kind: PieceKind.Pattern, Text: "[" }])
            _pieces[0] = new(PieceKind.Text, "[", Quoted: true);
        return new(_pieces.ToImmutable(), _braces);
    }

    internal static bool IsNameStart(char c) => char.IsAsciiLetter(c) || c == '_';

    internal static bool IsName(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';
}
