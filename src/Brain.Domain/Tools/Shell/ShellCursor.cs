namespace Brain.Domain.Tools.Shell;

/// <summary>A place in a command line. What can't be understood moves it to the end, so that every loop over it
/// ends.</summary>
internal sealed class ShellCursor(string line)
{
    private const string Meta = " \t\n|&;()<>";

    /// <summary>The line held something that is not understood.</summary>
    public bool Failed { get; private set; }

    /// <summary>How many characters were read.</summary>
    public int At { get; private set; }

    /// <summary>Nothing is left.</summary>
    public bool Over => At >= line.Length;

    /// <summary>The next character; NUL at the end.</summary>
    public char Next => Ahead(0);

    /// <summary>A character further on; NUL past the end.</summary>
    public char Ahead(int count) => At + count < line.Length ? line[At + count] : '\0';

    public char Take() => line[At++];

    public void Skip(int count) => At = Math.Min(line.Length, At + count);

    public void Fail()
    {
        Failed = true;
        At = line.Length;
    }

    /// <summary>Whether these characters are next.</summary>
    public bool Sees(string text) => line.AsSpan(At).StartsWith(text, StringComparison.Ordinal);

    /// <summary>Whether this is the next whole word, written without quotes.</summary>
    public bool SeesWord(string word) =>
        Sees(word) && (At + word.Length == line.Length || Meta.Contains(line[At + word.Length]));

    /// <summary>Takes these characters when they are next.</summary>
    public bool Takes(string text)
    {
        if (!Sees(text))
            return false;
        At += text.Length;
        return true;
    }

    /// <summary>Takes this word when it is next.</summary>
    public bool TakesWord(string word) => SeesWord(word) && Takes(word);

    /// <summary>Takes what must be there.</summary>
    public void Expect(string text)
    {
        if (!Takes(text))
            Fail();
    }

    /// <summary>Takes a word that must be there.</summary>
    public void ExpectWord(string word)
    {
        if (!TakesWord(word))
            Fail();
    }

    /// <summary>Takes characters as long as they fit.</summary>
    public string TakeWhile(Func<char, bool> fits)
    {
        var from = At;
        while (!Over && fits(line[At]))
            At++;
        return line[from..At];
    }

    /// <summary>Takes everything up to a character, and that one too; null, and a failure, when it does not
    /// come.</summary>
    public string? TakeUntil(char end)
    {
        var place = line.IndexOf(end, At);
        if (place < 0)
        {
            Fail();
            return null;
        }

        var text = line[At..place];
        At = place + 1;
        return text;
    }

    /// <summary>Takes blanks, joined lines and comments; line ends are left.</summary>
    public void SkipBlanks()
    {
        var between = At == 0 || Meta.Contains(line[At - 1]);
        while (!Over)
        {
            if (Next is ' ' or '\t')
                (At, between) = (At + 1, true);
            else if (Next == '\\' && Ahead(1) == '\n')
                At += 2;
            else if (Next == '#' && between)
                At = line.IndexOf('\n', At) is >= 0 and var end ? end : line.Length;
            else
                return;
        }
    }
}
