using System.Text.Json;
using Brain.Messages.Text;

namespace Brain.Silo.Configuration;

/// <summary>
/// A file that a person writes, read again whenever it changes. One that can't be read changes nothing.
/// </summary>
/// <param name="path">It need not exist.</param>
/// <param name="none">What holds where it does not.</param>
/// <param name="read">Reads it, or throws a <see cref="FormatException"/> that says what, which and what was
/// expected.</param>
internal sealed class WatchedFile<T>(string path, T none, Func<byte[], T> read)
{
    private readonly T _none = none;
    private (DateTime Written, long Length) _seen;
    private bool _wasRead;
    private byte[]? _unread;

    /// <summary>What it said when it could last be read.</summary>
    public T Value { get; private set; } = none;

    /// <summary>Why it can't be read now, as a sentence; null when it can, or is not there.</summary>
    public string? Fault { get; private set; }

    /// <summary>
    /// Whether a file that could never be read, and so never said anything, has a word, as far as anybody can tell.
    /// </summary>
    public bool MayHave(ReadOnlySpan<byte> word) =>
        Fault is not null && !_wasRead && (_unread is null || _unread.AsSpan().IndexOf(word) >= 0);

    /// <summary>Looks at it; true when it is another than before, readable or not.</summary>
    public bool Refresh()
    {
        var file = new FileInfo(path);
        var now = file.Exists ? (file.LastWriteTimeUtc, file.Length) : default;
        if (now == _seen)
            return false;
        var before = Fault;
        _unread = null;
        try
        {
            _unread = file.Exists ? File.ReadAllBytes(file.FullName) : [];
            _seen = now;
            Value = file.Exists ? read(ByteOrderMark.Without(_unread)) : _none;
            Fault = null;
            _wasRead = file.Exists;
        }
        catch (Exception fault)
            when (fault is JsonException or FormatException or IOException or UnauthorizedAccessException)
        {
            Fault =
                $"{path} can't be read, so what it said before goes on: "
                + (fault is JsonException odd ? JsonFault.Of(odd) : fault.Message);
        }

        // One that can't be opened is tried at each look, for its rights change without a trace; that is told once.
        return _unread is not null || Fault != before;
    }
}
