namespace Brain.Domain.Tools.Shell;

/// <summary>awk: reads when its program neither runs commands nor writes files. The program is read only as far as
/// that takes.</summary>
internal static class AwkProgram
{
    public static bool OnlyReads(ShellScan line, ReadOnlySpan<ShellArgument> arguments)
    {
        for (var place = 0; place < arguments.Length; place++)
        {
            var argument = arguments[place];
            if (argument.Text is "-F" or "-v" or "--field-separator" or "--assign")
            {
                if (++place == arguments.Length || arguments[place].Several)
                    return false;
            }
            else if (
                argument is { Several: false, Lead: ['-', 'F' or 'v', ..] }
                && (argument.Text ?? argument.Lead).Length > 2
            )
                continue;
            else if (argument.MayBeOption)
                return false;
            else
                // What follows the program are files and variables.
                return argument.Counted is { } program && new AwkReader(program).Reads();
        }

        return false;
    }

    /// <summary>Goes through a program token by token. Where a slash could be a division or a pattern it is unsure,
    /// and says no.</summary>
    private sealed class AwkReader(string program)
    {
        // Behind these a slash begins a pattern, behind names and numbers it divides.
        private const string BeforePattern = "(,{};!~&|?:\n";

        private int _at;
        private int _depth;
        private char _before = '\n';

        // How deep in parentheses the print stands whose end has not come; -1 for none.
        private int _printing = -1;

        public bool Reads()
        {
            while (_at < program.Length)
            {
                if (!Token(program[_at]))
                    return false;
            }

            return true;
        }

        private bool Token(char c)
        {
            switch (c)
            {
                case ' ' or '\t':
                    _at++;
                    return true;
                case '#':
                    _at = program.IndexOf('\n', _at) is >= 0 and var end ? end : program.Length;
                    return true;
                case '"':
                    return Quoted('"', pattern: false);
                case '/':
                    return Slash();
                case '>' when _printing == _depth:
                case '@' or '`' or '\r' or '\\':
                    return false;
                case '|' when program.AsSpan(_at).StartsWith("||"):
                    _at += 2;
                    _before = '|';
                    return true;
                case '|':
                    return false;
                case var letter when char.IsAsciiLetter(letter) || letter == '_':
                    return Name();
                default:
                    Mark(c);
                    return c < 0x80;
            }
        }

        private void Mark(char c)
        {
            if (c == '(')
                _depth++;
            else if (c == ')')
                _depth--;
            else if (c is ';' or '}')
                _printing = -1;
            _before = c;
            _at++;
        }

        private bool Name()
        {
            var from = _at;
            while (_at < program.Length && (char.IsAsciiLetterOrDigit(program[_at]) || program[_at] == '_'))
                _at++;
            var name = program.AsSpan(from, _at - from);
            if (name is "print" or "printf")
                _printing = _depth;
            // A pattern may follow these words, a division never does; both are rare enough.
            _before = name is "print" or "printf" or "return" or "in" or "else" or "do" or "case" or "delete" or "exit"
                ? '='
                : 'a';
            return name is not ("system" or "getline" or "load" or "include");
        }

        private bool Slash()
        {
            if (BeforePattern.Contains(_before))
                return Quoted('/', pattern: true);
            _at++;
            var divides = char.IsAsciiLetterOrDigit(_before) || _before is ']' or '"';
            _before = '/';
            return divides;
        }

        private bool Quoted(char end, bool pattern)
        {
            var bracket = false;
            for (_at++; _at < program.Length; _at++)
            {
                var c = program[_at];
                if (c == '\n')
                    return false;
                if (c == '\\')
                    _at++;
                else if (c == end)
                {
                    _at++;
                    _before = '"';
                    return !bracket;
                }
                else if (pattern && c == '[' && !bracket)
                {
                    bracket = true;
                    _at +=
                        program.AsSpan(_at + 1).StartsWith("^]") ? 2
                        : program.AsSpan(_at + 1).StartsWith("]") ? 1
                        : 0;
                }
                else
                    bracket &= c != ']';
            }

            return false;
        }
    }
}
