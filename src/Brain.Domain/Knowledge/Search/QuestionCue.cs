namespace Brain.Domain.Knowledge.Search;

/// <summary>Whether a text ends by asking something, so that what is said next answers it.</summary>
public static class QuestionCue
{
    /// <summary>It ends with a question mark; a remark in brackets behind it does not count.</summary>
    public static bool Of(string text)
    {
        var end = text.AsSpan().TrimEnd();
        if (end.EndsWith("]") && end.LastIndexOf('[') is var from and > 0)
            end = end[..from].TrimEnd();
        return end.EndsWith("?") || end.EndsWith("？");
    }
}
