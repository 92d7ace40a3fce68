using System.Text;
using System.Text.Unicode;

namespace Brain.Silo.Hooks;

/// <summary>What a hook, or a plugin in its place, sends.</summary>
internal static class HookBody
{
    /// <summary>
    /// All of it. Bytes that are no UTF-8 become U+FFFD here, before a tool's input carries them to where nobody
    /// expects them, and control characters in strings escapes.
    /// </summary>
    public static async Task<ReadOnlyMemory<byte>> Read(HttpContext context)
    {
        using var body = new MemoryStream((int)(context.Request.ContentLength ?? 4_096));
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        return RawControls.Escaped(Mended(body.GetBuffer().AsMemory(0, (int)body.Length)));
    }

    /// <summary>The same with U+FFFD for what is no UTF-8.</summary>
    public static ReadOnlyMemory<byte> Mended(ReadOnlyMemory<byte> bytes) =>
        Utf8.IsValid(bytes.Span) ? bytes : Mend(bytes.Span);

    // Linear also when every byte is wrong, where the encoding's own way takes seconds for ten megabytes.
    private static byte[] Mend(ReadOnlySpan<byte> bytes)
    {
        var text = new char[bytes.Length];
        Utf8.ToUtf16(bytes, text, out _, out var length, replaceInvalidSequences: true, isFinalBlock: true);
        return Encoding.UTF8.GetBytes(text, 0, length);
    }
}
