using System.Collections.Immutable;

namespace Brain.Domain.Tools.Shell;

/// <summary>
/// Reads a command line as POSIX shells do, bash's common additions with it, into the commands that it may run. What
/// it does not know (functions, arrays, arithmetic with names, co-processes …) makes the whole line not understood.
/// Linear in the line's length; how deep things lie in each other is bounded.
/// </summary>
internal sealed class ShellGrammar
{
    /// <summary>A longer line is not read.</summary>
    public const int CharsMax = 64 * 1024;

    private const int DepthMax = 24;

    private readonly ShellCursor _at;
    private readonly ShellLines _lines;
    private readonly ShellHereDocuments _documents;
    private int _depth;
    private int _loops;

    private ShellGrammar(string line, ShellLines lines, int depth)
    {
        (_at, _lines, _depth) = (new(line), lines, depth);
        _documents = new(_at, body => Part(body, grammar => new ShellWordReader(grammar._at, grammar).Body()));
    }

    /// <summary>Every command of a line; null when it is not understood wholly.</summary>
    public static ShellScript? Read(string line)
    {
        var lines = new ShellLines();
        if (
            line.Length > CharsMax
            || line.Contains('\0', StringComparison.Ordinal)
            || !new ShellGrammar(line, lines, 0).All()
        )
            return null;
        return lines.Script();
    }

    /// <summary>A list of commands in parentheses, of which the first was read.</summary>
    public void Nested(string end)
    {
        // A here-document that waits for its text would get it from within.
        if (_documents.Wait || !Deeper())
            _at.Fail();
        _lines.Enter();
        List();
        if (_documents.Wait)
            _at.Fail();
        _at.Expect(end);
        _lines.Leave();
        Shallower();
    }

    /// <summary>A text that is a command line of its own.</summary>
    public bool Apart(string text) => Part(text, grammar => grammar.List());

    /// <summary>One level deeper; false, and a failure, when that is too deep.</summary>
    public bool Deeper()
    {
        if (++_depth > DepthMax)
            _at.Fail();
        return _depth <= DepthMax;
    }

    public void Shallower() => _depth--;

    private bool Part(string text, Action<ShellGrammar> read)
    {
        if (_depth >= DepthMax)
            return false;
        var part = new ShellGrammar(text, _lines, _depth + 1) { _loops = _loops };
        _lines.Enter();
        read(part);
        _lines.Leave();
        return part.IsWhole();
    }

    private bool All()
    {
        List();
        return IsWhole();
    }

    private bool IsWhole() => !_at.Failed && _at.Over && !_documents.Wait;

    private void List(params ReadOnlySpan<string> ends)
    {
        while (true)
        {
            SkipLines();
            if (IsAtEnd(ends))
                return;
            Pipeline();
            _at.SkipBlanks();
            if (IsAtEnd(ends))
                return;
            if (!_at.Takes("&&") && !_at.Takes("||") && !_at.Takes(";") && !_at.Takes("&") && _at.Next != '\n')
                _at.Fail();
        }
    }

    private bool IsAtEnd(ReadOnlySpan<string> ends)
    {
        if (_at.Over || _at.Next == ')' || _at.Sees(";;") || _at.Sees(";&"))
            return true;
        foreach (var end in ends)
        {
            if (_at.SeesWord(end))
                return true;
        }

        return false;
    }

    private void SkipLines()
    {
        _at.SkipBlanks();
        while (_at.Next == '\n')
        {
            _at.Skip(1);
            _documents.ReadAll();
            _at.SkipBlanks();
        }
    }

    private void Pipeline()
    {
        do
        {
            SkipLines();
            while (_at.TakesWord("!") || _at.TakesWord("time"))
            {
                _at.SkipBlanks();
                _at.TakesWord("-p");
                _at.SkipBlanks();
            }

            Command();
            _at.SkipBlanks();
        } while (!_at.Sees("||") && (_at.Takes("|&") || _at.Takes("|")));
    }

    private void Command()
    {
        if (!Deeper())
            return;
        if (_at.Sees("((") || _at.SeesWord("function") || _at.SeesWord("select") || _at.SeesWord("coproc"))
            _at.Fail();
        else if (_at.Takes("("))
            Closed(")", Subshell);
        else if (_at.TakesWord("{"))
            Closed("}", () => List("}"));
        else if (_at.TakesWord("if"))
            Closed("fi", If);
        else if (_at.TakesWord("while") || _at.TakesWord("until"))
            Loop(() => List("do"));
        else if (_at.TakesWord("for"))
            Loop(For);
        else if (_at.TakesWord("case"))
            Closed("esac", Case);
        else if (_at.TakesWord("[["))
            _lines.Add(new ShellCallReader(_at, this, _loops > 0).Condition());
        else
            _lines.Add(new ShellCallReader(_at, this, _loops > 0).Simple(_documents));
        Shallower();
    }

    private void Closed(string end, Action inner)
    {
        inner();
        if (end == ")")
            _at.Expect(end);
        else
            _at.ExpectWord(end);
        _lines.Add(new ShellCallReader(_at, this, _loops > 0).Redirected(_documents));
    }

    private void Subshell()
    {
        _lines.Enter();
        List();
        _lines.Leave();
    }

    private void If()
    {
        List("then");
        _at.ExpectWord("then");
        List("elif", "else", "fi");
        while (_at.TakesWord("elif"))
        {
            List("then");
            _at.ExpectWord("then");
            List("elif", "else", "fi");
        }

        if (_at.TakesWord("else"))
            List("fi");
    }

    private void Loop(Action head)
    {
        _loops++;
        head();
        _at.ExpectWord("do");
        Closed("done", () => List("done"));
        _loops--;
    }

    private void For()
    {
        _at.SkipBlanks();
        var name = ShellWordReader.IsNameStart(_at.Next) ? _at.TakeWhile(ShellWordReader.IsName) : null;
        SkipLines();
        var values = ImmutableArray.CreateBuilder<ShellWord>();
        if (name is null)
            _at.Fail();
        else if (_at.TakesWord("in"))
        {
            _at.SkipBlanks();
            while (new ShellWordReader(_at, this).Word() is { } word)
            {
                values.Add(word);
                _at.SkipBlanks();
            }

            _lines.Add(new ShellBinding(name, values.ToImmutable()));
        }
        else
            _lines.Add(new ShellBinding(name, null));
        _at.SkipBlanks();
        _at.Takes(";");
        SkipLines();
    }

    private void Case()
    {
        _at.SkipBlanks();
        if (new ShellWordReader(_at, this).Word() is null)
            _at.Fail();
        SkipLines();
        _at.ExpectWord("in");
        for (SkipLines(); !_at.Over && !_at.SeesWord("esac"); SkipLines())
        {
            _at.Takes("(");
            do
            {
                _at.SkipBlanks();
                if (new ShellWordReader(_at, this).Word() is null)
                    _at.Fail();
                _at.SkipBlanks();
            } while (_at.Takes("|"));
            _at.Expect(")");
            List("esac");
            if (!_at.Takes(";;&") && !_at.Takes(";;") && !_at.Takes(";&") && !_at.SeesWord("esac"))
                _at.Fail();
        }
    }
}
