namespace Brain.Silo.Hooks;

/// <summary>
/// Control characters that stand in a JSON text's strings as they are, where JSON wants them written as escapes. Claude
/// Code has sent such payloads (anthropics/claude-code issue 53463).
/// </summary>
internal static class RawControls
{
    private const byte Last = 0x1F;

    /// <summary>The same text with escapes in their place; the very same bytes when there are none.</summary>
    public static ReadOnlyMemory<byte> Escaped(ReadOnlyMemory<byte> json)
    {
        if (json.Span.IndexOfAnyInRange((byte)0, Last) < 0)
            return json;
        MemoryStream? mended = null;
        var text = json.Span;
        var (isInside, from) = (false, 0);
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '"')
                isInside = !isInside;
            else if (text[at] == '\\' && isInside)
                at++;
            else if (isInside && text[at] <= Last)
            {
                mended ??= new(text.Length + 64);
                mended.Write(text[from..at]);
                mended.Write("\\u00"u8);
                mended.WriteByte((byte)(text[at] < 16 ? '0' : '1'));
                mended.WriteByte("0123456789abcdef"u8[text[at] % 16]);
                from = at + 1;
            }
        }

        if (mended is null)
            return json;
        mended.Write(text[from..]);
        return mended.GetBuffer().AsMemory(0, (int)mended.Length);
    }
}
