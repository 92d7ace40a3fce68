namespace Brain.Domain.Tools.Shell;

/// <summary>sed: reads when its script has none of the commands that write a file or run a program, and nothing is
/// edited in place.</summary>
internal static class SedScript
{
    private static readonly string[] Plain =
    [
        "-n",
        "-E",
        "-r",
        "-s",
        "-u",
        "-z",
        "-nE",
        "-En",
        "-nr",
        "-rn",
        "-nz",
        "--quiet",
        "--silent",
        "--regexp-extended",
        "--separate",
        "--null-data",
        "--posix",
        "--unbuffered",
        "--sandbox",
    ];

    public static bool OnlyReads(ShellScan line, ReadOnlySpan<ShellArgument> arguments)
    {
        var scripts = 0;
        for (var place = 0; place < arguments.Length; place++)
        {
            var argument = arguments[place];
            if (argument.Text is "-e" or "--expression" or "-ne" or "-nEe" or "-Ee" or "-re" or "-nre")
            {
                if (++place == arguments.Length || !Reads(arguments[place]))
                    return false;
                scripts++;
            }
            else if (argument.MayBeOption)
            {
                if (argument.Text is not { } option || Array.IndexOf(Plain, option) < 0)
                    return false;
            }
            else if (argument.Several && scripts == 0)
                return false;
            else if (scripts++ == 0 && !Reads(argument))
                return false;
        }

        return scripts > 0;
    }

    private static bool Reads(ShellArgument argument) =>
        argument.Counted is { } script && new SedReader(script).Reads();

    /// <summary>Reads a script as sed does, command by command; what it is unsure of does not only read.</summary>
    private sealed class SedReader(string script)
    {
        private int _at;

        private char Next => _at < script.Length ? script[_at] : '\0';

        public bool Reads()
        {
            while (true)
            {
                Skip(" \t\n;");
                if (_at == script.Length)
                    return true;
                if (!Addresses() || !Command())
                    return false;
            }
        }

        private bool Addresses()
        {
            if (!Address())
                return false;
            Skip(" \t");
            if (Next == ',')
            {
                _at++;
                Skip(" \t");
                if (!Address())
                    return false;
            }

            Skip(" \t!");
            return true;
        }

        // None is an address, too.
        private bool Address()
        {
            if (Next is '/' or '\\')
            {
                var end = Next == '/' ? '/' : script.ElementAtOrDefault(++_at);
                _at++;
                if (!Part(end))
                    return false;
                Skip("IM");
                return true;
            }

            Skip("0123456789$+~");
            return true;
        }

        private bool Command()
        {
            var command = Next;
            _at++;
            switch (command)
            {
                case '}':
                case '=' or 'd' or 'D' or 'g' or 'G' or 'h' or 'H' or 'n' or 'N' or 'p' or 'P' or 'x' or 'z' or 'F':
                    return Ends();
                case '{':
                    return true;
                case 'q' or 'Q' or 'l' or 'L':
                    Skip(" \t0123456789");
                    return Ends();
                case 's':
                    return Substitute();
                case 'y':
                    return Delimited() && Ends();
                case ':' or 'b' or 't' or 'T':
                    // Some seds take the whole line as the label; what follows it in others is read as commands here.
                    Skip(" \t");
                    Until(" \t\n;}");
                    return true;
                case 'a' or 'i' or 'c':
                    return Text();
                case '#':
                    Until("\n");
                    return true;
                default:
                    return false;
            }
        }

        // The flags w and e write and run; m and M, i and I, p, g and numbers do not.
        private bool Substitute()
        {
            if (!Delimited())
                return false;
            Skip("gpiImM0123456789");
            return Ends();
        }

        private bool Delimited()
        {
            var end = Next;
            _at++;
            return end is not ('\\' or '\n' or '\0' or ' ' or ';') && Part(end) && Part(end);
        }

        // Up to the delimiter. Whether one in brackets ends the part differs between seds, so such a part is not taken.
        private bool Part(char end)
        {
            var bracket = false;
            for (; _at < script.Length; _at++)
            {
                var c = script[_at];
                if (c == '\\')
                    _at++;
                else if (c == end)
                {
                    _at++;
                    return !bracket;
                }
                else if (c == '\n')
                    return false;
                else if (c == '[' && !bracket)
                {
                    bracket = true;
                    _at +=
                        script.AsSpan(_at + 1).StartsWith("^]") ? 2
                        : script.AsSpan(_at + 1).StartsWith("]") ? 1
                        : 0;
                }
                else
                    bracket &= c != ']';
            }

            return false;
        }

        // One line of text, as GNU sed takes it; a text that goes on is not taken.
        private bool Text()
        {
            var from = _at;
            Until("\n");
            return !script.AsSpan(from, _at - from).TrimEnd().EndsWith("\\")
                && script.AsSpan(from, _at - from).IndexOf('}') < 0;
        }

        private bool Ends()
        {
            Skip(" \t");
            return Next is '\0' or '\n' or ';' or '}' or '#';
        }

        private void Skip(string letters)
        {
            while (_at < script.Length && letters.Contains(script[_at]))
                _at++;
        }

        private void Until(string letters)
        {
            while (_at < script.Length && !letters.Contains(script[_at]))
                _at++;
        }
    }
}
