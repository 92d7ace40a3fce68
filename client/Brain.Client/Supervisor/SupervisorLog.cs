using System.Globalization;
using System.Text;

namespace Brain.Client.Supervisor;

/// <summary>
/// What the supervisor did and why, a line each, in <c>logs/supervisor.log</c>; the one before it is kept as <c>.1</c>.
/// </summary>
/// <param name="home">Where the brain is.</param>
internal sealed class SupervisorLog(BrainHome home)
{
    internal const int BytesMax = 1024 * 1024;

    private const uint FileMode = 0x180; // rw-------
    private readonly string _path = home.Path + "/logs/supervisor.log";

    internal void Write(string text)
    {
        var file = Posix.Open(_path, Posix.WriteOnly | Posix.Create | Posix.Append | Posix.CloseOnExec, FileMode);
        // Restarting what ended matters more than a word about it.
        if (file < 0)
            return;
        var now = DateTimeOffset.UtcNow.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
        _ = Posix.WriteAll(file, Encoding.UTF8.GetBytes($"{now} {text}\n"));
        var full = Posix.Facts(file).Size > BytesMax;
        _ = Posix.Close(file);
        if (full)
            _ = Posix.Rename(_path, _path + ".1");
    }
}
