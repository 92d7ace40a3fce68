namespace Brain.Domain.Skills;

/// <summary>A list that was written on one line.</summary>
internal static class SkillWords
{
    /// <summary>
    /// Its entries: between commas, or where there is none outside of brackets, as in <c>Bash(git add:*) Read</c>,
    /// between blanks. What stands in brackets is never taken apart.
    /// </summary>
    public static IEnumerable<string> Split(string text)
    {
        var mark = Outside(text, ',') ? ',' : ' ';
        var (from, depth) = (0, 0);
        for (var at = 0; at <= text.Length; at++)
        {
            if (at < text.Length && text[at] is ('(' or '['))
                depth++;
            else if (at < text.Length && text[at] is (')' or ']'))
                depth = Math.Max(0, depth - 1);
            if (at < text.Length && (depth > 0 || text[at] != mark))
                continue;
            var entry = text[from..at].Trim().Trim('[', ']', '"', '\'');
            if (entry.Length > 0)
                yield return entry;
            from = at + 1;
        }
    }

    private static bool Outside(string text, char mark)
    {
        var depth = 0;
        foreach (var letter in text)
        {
            depth +=
                letter is '(' or '[' ? 1
                : letter is ')' or ']' ? -1
                : 0;
            if (depth <= 0 && letter == mark)
                return true;
        }

        return false;
    }
}
