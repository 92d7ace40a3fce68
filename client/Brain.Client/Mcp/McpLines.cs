namespace Brain.Client.Mcp;

/// <summary>Reads a stream line by line, without its line ends; a line that is too long is cut.</summary>
/// <param name="stream">Bytes, as they come.</param>
/// <param name="lineMax">The most bytes of a line.</param>
internal sealed class McpLines(Stream stream, int lineMax)
{
    private readonly byte[] _buffer = new byte[16 * 1024];
    private readonly List<byte> _line = [];
    private int _from;
    private int _to;

    /// <summary>The last line was longer, and its end is gone.</summary>
    internal bool IsCut { get; private set; }

    /// <summary>The next line; null at the end.</summary>
    internal byte[]? Next()
    {
        _line.Clear();
        IsCut = false;
        while (true)
        {
            if (_from == _to)
            {
                (_from, _to) = (0, stream.Read(_buffer));
                if (_to == 0)
                    return _line.Count == 0 ? null : Line();
            }

            var rest = _buffer.AsSpan(_from.._to);
            var end = rest.IndexOf((byte)'\n');
            Take(end < 0 ? rest : rest[..end]);
            _from = end < 0 ? _to : _from + end + 1;
            if (end >= 0)
                return Line();
        }
    }

    private void Take(ReadOnlySpan<byte> part)
    {
        IsCut |= part.Length > lineMax - _line.Count;
        _line.AddRange(part[..Math.Min(part.Length, lineMax - _line.Count)]);
    }

    private byte[] Line()
    {
        byte[] line = [.. _line];
        return line is [.., (byte)'\r'] ? line[..^1] : line;
    }
}
