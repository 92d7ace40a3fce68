namespace Brain.Messages.Secrets;

/// <summary>A line of <c>.pgpass</c>: host, port, database, user and password, with colons between.</summary>
internal static class PasswordFile
{
    private const int LineMax = 512;

    /// <summary>Adds the password of the line that begins at a place.</summary>
    /// <returns>Where to read on; 0 when it is no such line.</returns>
    internal static int Find(ReadOnlySpan<char> text, int start, List<SecretSpan> found)
    {
        if (start > 0 && text[start - 1] is not ('\n' or '"' or '\'' or '`' or ' '))
            return 0;
        var line = text[start..Letters.LineEnd(text, start, LineMax)];
        var (at, fields) = (0, 0);
        for (; fields < 4; fields++)
        {
            var colon = line[at..].IndexOf(':');
            if (colon < 1 || !IsField(line.Slice(at, colon), fields))
                return 0;
            at += colon + 1;
        }

        var end = at;
        while (end < line.Length && !char.IsWhiteSpace(line[end]) && line[end] is not ('"' or '\'' or '`'))
            end++;
        if (!SecretValue.IsOne(line[at..end], NameKind.Password, ValueStyle.Line, '='))
            return 0;
        found.Add(new(start + at, start + end, "password"));
        return start + end;
    }

    private static bool IsField(ReadOnlySpan<char> field, int place)
    {
        if (place == 1)
            return field is "*" || (field.Length is >= 2 and <= 5 && !field.ContainsAnyExceptInRange('0', '9'));
        foreach (var c in field)
        {
            if (!Letters.IsJoined(c) && c != '*')
                return false;
        }

        return place != 0 || field.ContainsAnyExceptInRange('0', '9');
    }
}
