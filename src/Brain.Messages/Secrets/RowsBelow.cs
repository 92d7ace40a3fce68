using System.Runtime.InteropServices;

namespace Brain.Messages.Secrets;

/// <summary>
/// The lines below words that announce them, read once however many of such words stand in them or before them.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal struct RowsBelow
{
    private int _end;

    /// <summary>How many characters were looked through for where lines end.</summary>
    internal long Looked { get; private set; }

    /// <summary>What stands there was read already.</summary>
    internal readonly bool HasRead(int at) => at < _end;

    /// <summary>Goes to the end of the line of <paramref name="at"/>, or stays behind what was read already.</summary>
    internal void Begin(ReadOnlySpan<char> text, int at)
    {
        if (!HasRead(at))
            GoTo(text, at);
    }

    /// <summary>Reads the next line, if there is one.</summary>
    internal bool TryRead(ReadOnlySpan<char> text, out int from, out int to)
    {
        (from, to) = (_end + 1, _end + 1);
        if (from >= text.Length)
            return false;
        GoTo(text, from);
        to = _end;
        return true;
    }

    /// <summary>What was read last, from <paramref name="from"/> on, may be read again: it begins something else.
    /// </summary>
    internal void Leave(int from) => _end = from - 1;

    private void GoTo(ReadOnlySpan<char> text, int at)
    {
        _end = Letters.LineEnd(text, at);
        Looked += _end - at;
    }
}
