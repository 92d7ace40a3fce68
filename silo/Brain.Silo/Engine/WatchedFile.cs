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

    /// <summary>What it said when it could last be read.</summary>
    public T Value { get; private set; } = none;

    /// <summary>Why it can't be read now, as a sentence; null when it can, or is not there.</summary>
    public string? Fault { get; private set; }

    /// <summary>Looks at it; true when it is another than before, readable or not.</summary>
    public bool Refresh()
    {
        var file = new FileInfo(path);
        var now = file.Exists ? (file.LastWriteTimeUtc, file.Length) : default;
        if (now == _seen)
            return false;
        _seen = now;
        try
        {
            Value = file.Exists ? read(File.ReadAllBytes(file.FullName)) : _none;
            Fault = null;
        }
        catch (Exception fault) when (fault is JsonException or FormatException or IOException or UnauthorizedAccessException)
        {
            Fault = $"{path} can't be read, so what it said before goes on: {fault.Message}";
        }

        return true;
    }
}
