namespace Brain.Messages.Secrets;

/// <summary>
/// A name of a script that is written without blanks, with its value in the same piece: <c>パスワードはx9…です</c>.
/// </summary>
internal static class UnspacedName
{
    private const int ParticleMax = 4;
    private const int ValueMin = 6;
    private const int ValueMax = 128;

    /// <summary>Adds the value behind the name within a run of letters, and says where it ends; 0 when there is
    /// none.</summary>
    /// <param name="text">All.</param>
    /// <param name="start">Where the run begins.</param>
    /// <param name="end">Where its letters end: a value may have marks and go on behind them.</param>
    /// <param name="found">What was found so far.</param>
    internal static int Find(ReadOnlySpan<char> text, int start, int end, List<SecretSpan> found)
    {
        var name = NameStems.EndOfForeign(text[start..end]);
        if (name == 0)
            return 0;
        var at = start + name;
        var most = Math.Min(text.Length, at + ParticleMax);
        while (at < most && (text[at] is ' ' or ':' or '：' or '「' or '"' or '“' || text[at] > 127))
            at++;
        var last = at;
        while (last < text.Length && last - at < ValueMax && text[last] is > ' ' and <= '~')
            last++;
        while (last > at && text[last - 1] is '.' or ',' or ';' or ')' or '"' or '\'' or '`')
            last--;
        var value = text[at..last];
        if (
            value.Length < ValueMin
            || !SecretValue.IsTelling(value)
            || !SecretValue.IsOne(value, NameKind.Password, ValueStyle.Line, '=')
        )
            return 0;
        found.Add(new(at, last, "password"));
        return last;
    }
}
