using System.Text;
using Brain.Messages.Text;

namespace Brain.Cli.Screen;

/// <summary>Writes to a screen or a file what nobody's words can turn against the terminal that shows it.</summary>
internal sealed class SanitizingWriter(TextWriter inner) : TextWriter
{
    /// <inheritdoc/>
    public override Encoding Encoding => inner.Encoding;

    /// <inheritdoc/>
    public override void Write(char value)
    {
        // Half of a character is written as it comes; its other half follows.
        if (char.IsSurrogate(value))
            inner.Write(value);
        else
            inner.Write(TerminalText.Sanitize(value.ToString()));
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<char> buffer) => inner.Write(TerminalText.Sanitize(buffer.ToString()));

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    /// <inheritdoc/>
    public override void Write(string? value)
    {
        if (value is not null)
            inner.Write(TerminalText.Sanitize(value));
    }

    /// <inheritdoc/>
    public override void WriteLine(string? value)
    {
        Write(value);
        inner.WriteLine();
    }

    /// <inheritdoc/>
    public override void Flush() => inner.Flush();
}
