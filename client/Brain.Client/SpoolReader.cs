namespace Brain.Client;

/// <summary>Reads a spool line by line, from where somebody stopped, without the rest of the file.</summary>
internal sealed unsafe class SpoolReader
{
    private const int FirstBytes = 64 * 1024;

    private byte[] _buffer = new byte[FirstBytes];
    private long _start;
    private int _length;

    /// <summary>The line that begins there, its line break included; false when it has none yet.</summary>
    internal bool Line(int file, long at, out ReadOnlySpan<byte> line)
    {
        if (at < _start || at > _start + _length)
            (_start, _length) = (at, 0);
        while (true)
        {
            var skip = (int)(at - _start);
            var end = _buffer.AsSpan(skip, _length - skip).IndexOf((byte)'\n');
            line = end < 0 ? default : _buffer.AsSpan(skip, end + 1);
            if (end >= 0 || !More(file, skip))
                return end >= 0;
        }
    }

    /// <summary>What is left without a line break, with one.</summary>
    internal ReadOnlySpan<byte> Rest(int file, long at)
    {
        _ = Line(file, at, out _);
        var skip = (int)(at - _start);
        // A byte more than there is: whoever goes on behind it begins with a line break of its own.
        return (byte[])[.. _buffer.AsSpan(skip, _length - skip), (byte)'\n'];
    }

    private bool More(int file, int skip)
    {
        if (skip > 0)
        {
            _buffer.AsSpan(skip, _length - skip).CopyTo(_buffer);
            (_start, _length) = (_start + skip, _length - skip);
        }

        if (_length == _buffer.Length)
            Array.Resize(ref _buffer, _buffer.Length * 2);
        fixed (byte* first = _buffer)
        {
            var got = Posix.ReadAt(file, first + _length, (nuint)(_buffer.Length - _length), _start + _length);
            _length += got > 0 ? (int)got : 0;
            return got > 0;
        }
    }
}
