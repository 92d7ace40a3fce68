using System.Text;

namespace Brain.Silo.Logs;

/// <summary>
/// A file of lines that never grows past a size: then it becomes <c>FILE.1</c>, that one <c>FILE.2</c>, and the oldest
/// goes. What can't be written is left out: no work waits for a log.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="bytesMax">Its greatest size.</param>
internal sealed class RotatingFile(string path, long bytesMax = RotatingFile.BytesMax) : IDisposable
{
    /// <summary>The greatest size of one file.</summary>
    public const long BytesMax = 10_000_000;

    /// <summary>How many files there are, the one that grows included.</summary>
    public const int FilesMax = 3;

    private readonly Lock _lock = new();
    private FileStream? _file;
    private bool _disposed;

    /// <summary>Adds a line.</summary>
    public void Write(string line)
    {
        var bytes = Encoding.UTF8.GetBytes(line + "\n");
        lock (_lock)
        {
            if (_disposed)
                return;
            try
            {
                Append(bytes);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                Close();
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            Close();
        }
    }

    private void Append(byte[] bytes)
    {
        _file ??= Open();
        if (_file.Length > 0 && _file.Length + bytes.Length > bytesMax)
        {
            Close();
            for (var number = FilesMax - 1; number > 0; number--)
            {
                var from = number == 1 ? path : $"{path}.{number - 1}";
                if (File.Exists(from))
                    File.Move(from, $"{path}.{number}", overwrite: true);
            }

            _file = Open();
        }

        // Its real end: somebody may have emptied it.
        _file.Seek(0, SeekOrigin.End);
        _file.Write(bytes);
    }

    private FileStream Open()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return new(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
    }

    private void Close()
    {
        _file?.Dispose();
        _file = null;
    }
}
