using System.Text.Json;

namespace Brain.Silo.Engine;

/// <summary>A file that a person writes, read again whenever it changes. One that can't be read changes nothing.</summary>
/// <param name="path">It need not exist.</param>
/// <param name="none">What holds where it does not.</param>
/// <param name="read">Reads it, or throws a <see cref="FormatException"/> that says what, which and what was expected.</param>
internal sealed class WatchedFile<T>(string path, T none, Func<byte[], T> read)
{
    private readonly T _none = none;
    private (DateTime Written, long Length) _seen;
    private bool _wasRead;

    /// <summary>What it said when it could last be read.</summary>
    public T Value { get; private set; } = none;

    /// <summary>Why it can't be read now, as a sentence; null when it can, or is not there.</summary>
    public string? Fault { get; private set; }

    /// <summary>The bytes of a file that could never be read, and so never said anything; empty otherwise.</summary>
    public byte[] Unread { get; private set; } = [];

    /// <summary>Looks at it; true when it is another than before, readable or not.</summary>
    public bool Refresh()
    {
        var file = new FileInfo(path);
        var now = file.Exists ? (file.LastWriteTimeUtc, file.Length) : default;
        if (now == _seen)
            return false;
        _seen = now;
        byte[] bytes = [];
        try
        {
            bytes = file.Exists ? File.ReadAllBytes(file.FullName) : [];
            Value = file.Exists ? read(bytes) : _none;
            Fault = null;
            _wasRead = file.Exists;
        }
        catch (Exception fault) when (fault is JsonException or FormatException or IOException or UnauthorizedAccessException)
        {
            Fault = $"{path} can't be read, so what it said before goes on: {fault.Message}";
        }

        Unread = Fault is null || _wasRead ? [] : bytes;
        return true;
    }
}
