namespace Brain.Messages.Secrets;

/// <summary>A literal that a secret is held against, or that is typed where one belongs.</summary>
internal static class Comparison
{
    private const int LiteralMax = 128;
    private const int CalledMax = 40;

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Methods = new HashSet<string>(
        StringComparer.OrdinalIgnoreCase
    )
    {
        "thenreturn",
        "returns",
        "set",
        "arg",
        "willreturn",
        "mockreturnvalue",
        "equals",
        "equalsignorecase",
        "eq",
        "eql",
        "equal",
        "toequal",
        "tobe",
        "tostrictequal",
        "isequalto",
        "compareto",
        "contentequals",
        "to_eq",
        "type",
        "fill",
        "send_keys",
        "sendkeys",
        "settext",
        "setvalue",
        "set_value",
        "typetext",
        "entertext",
        "clearandtype",
        "presssequentially",
    }.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly string[] Functions =
    [
        "strcmp",
        "strncmp",
        "strcasecmp",
        "equal",
        "equals",
        "areequal",
        "assertequals",
        "assertequal",
        "assert_equal",
        "compare_digest",
        "is",
        "eq",
        "same",
    ];

    private static readonly string[] Boxes = ["field", "input", "box", "textbox", "element", "entry", "locator"];

    /// <summary><c>password.equals("x")</c>, <c>passwordInput.fill("x")</c>: the name before the method; empty when
    /// it is no such call.</summary>
    internal static ReadOnlySpan<char> Subject(ReadOnlySpan<char> call)
    {
        var dot = call.LastIndexOf('.');
        if (dot < 2 || !Methods.Contains(call[(dot + 1)..]))
            return default;
        var subject = call[..dot];
        subject = subject[(subject.LastIndexOf('.') + 1)..];
        foreach (var box in Boxes)
        {
            if (subject.Length > box.Length + 2 && subject.EndsWith(box, StringComparison.OrdinalIgnoreCase))
                return subject[..^box.Length].TrimEnd("_-");
        }

        return subject;
    }

    /// <summary><c>(password).toBe("x")</c>, <c>('#password').type("x")</c>: the literal, from what follows the
    /// name.</summary>
    internal static NamedValue After(ReadOnlySpan<char> text, int at)
    {
        if (at + 1 >= text.Length || text[at] != ')' || text[at + 1] != '.')
            return default;
        var end = at + 2;
        while (end < text.Length && end - at < CalledMax && Letters.IsWord(text[end]))
            end++;
        if (end >= text.Length || text[end] != '(' || !Methods.Contains(text[(at + 2)..end]))
            return default;
        return Literal(text, end + 1);
    }

    /// <summary><c>"x" == password</c>, <c>"x".equals(password)</c>, <c>Equal("x", password)</c>,
    /// <c>strcmp(password, "x")</c>.</summary>
    internal static NamedValue Around(ReadOnlySpan<char> text, int start, int end)
    {
        var at = start;
        while (at > 0 && start - at < 2 && text[at - 1] is '$' or '@' or '&')
            at--;
        at = Back(text, at);
        if (at == 0)
            return default;
        if (text[at - 1] == '=' && at > 2 && text[at - 2] is '=' or '!')
            return Before(text, Back(text, text[at - 3] is '=' or '!' ? at - 3 : at - 2));
        if (text[at - 1] == ',')
            return Before(text, Back(text, at - 1)) is { IsThere: true } literal && IsCompared(text, literal.Start - 1)
                ? literal
                : default;
        if (text[at - 1] != '(')
            return default;
        if (IsCompared(text, at) && end < text.Length && text[end] == ',')
            return Literal(text, end + 1);
        var dot = at - 1;
        while (dot > 0 && at - dot < CalledMax && Letters.IsWord(text[dot - 1]))
            dot--;
        return dot > 0 && text[dot - 1] == '.' && Methods.Contains(text[dot..(at - 1)])
            ? Before(text, dot - 1)
            : default;
    }

    /// <summary><c>getPassword().equals("x")</c>, <c>when(user.getPassword()).thenReturn("x")</c>: what is got, from
    /// the parenthesis on.</summary>
    internal static (NameKind Kind, NamedValue Value) OfGetter(
        ReadOnlySpan<char> text,
        ReadOnlySpan<char> call,
        int open
    )
    {
        var name = call[(call.LastIndexOf('.') + 1)..];
        if (
            name.Length < 5
            || !name.StartsWith("get", StringComparison.OrdinalIgnoreCase)
            || open + 2 >= text.Length
            || text[open + 1] != ')'
        )
            return default;
        return (SecretName.Of(name[3..].TrimStart('_')), After(text, text[open + 2] == ')' ? open + 2 : open + 1));
    }

    private static NamedValue Literal(ReadOnlySpan<char> text, int at)
    {
        at = Quotes.SkipPrefix(text, Letters.SkipSpace(text, at));
        return Quotes.TryRead(text, at, LiteralMax, out var from, out var to)
            ? new(from, to, ValueStyle.Quoted, ':')
            : default;
    }

    // The literal whose closing quote stands before a place.
    private static NamedValue Before(ReadOnlySpan<char> text, int at)
    {
        if (at < 2 || text[at - 1] is not ('"' or '\'' or '`'))
            return default;
        var line = text[Math.Max(0, at - 1 - LiteralMax)..(at - 1)];
        var open = line.LastIndexOfAny(text[at - 1], '\n');
        if (open < 0 || line[open] == '\n')
            return default;
        return new(at - 1 - line.Length + open + 1, at - 1, ValueStyle.Quoted, ':');
    }

    // What stands before an argument's place is the parenthesis of a function that compares.
    private static bool IsCompared(ReadOnlySpan<char> text, int at)
    {
        at = Back(text, at);
        if (at > 0 && text[at - 1] == '(')
            at--;
        var from = at;
        while (from > 0 && at - from < CalledMax && Letters.IsWord(text[from - 1]))
            from--;
        foreach (var function in Functions)
        {
            if (text[from..at].Equals(function, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    private static int Back(ReadOnlySpan<char> text, int at)
    {
        var min = Math.Max(0, at - 8);
        while (at > min && text[at - 1] is ' ' or '\t')
            at--;
        return at;
    }
}
