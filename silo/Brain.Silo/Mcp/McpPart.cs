namespace Brain.Silo.Mcp;

/// <summary>A part of a text that is too long for one answer.</summary>
internal static class McpPart
{
    /// <summary>
    /// The part that begins at an offset, cut at the end of a line, so that each line of kept text keeps its mark.
    /// </summary>
    /// <returns>The part, and where the next begins; null when this is the last.</returns>
    public static (string Text, int? Next) Of(string text, int offset, int max)
    {
        if (text.Length - offset <= max)
            return (text[offset..], null);
        var end = text.LastIndexOf('\n', offset + max, max);
        // A line that alone is longer than half a part is cut where it is.
        return end > offset + (max / 2) ? (text[offset..end], end + 1) : (text.Substring(offset, max), offset + max);
    }
}
