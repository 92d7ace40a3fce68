using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Brain.Messages.Hooks;
using Brain.Postgres;
using Brain.Silo.Files;

namespace Brain.Silo.Configuration;

/// <summary>Where this brain lives. Source: the environment; the names are fixed points that others rely on.</summary>
/// <param name="Home">BRAIN_HOME: the folder that holds socket, tokens, spool and logs.</param>
/// <param name="Database">BRAIN_DATABASE: the one Postgres.</param>
/// <param name="Port">BRAIN_PORT: the loopback port of HTTP, 1 to 65,535.</param>
/// <param name="SiloPort">BRAIN_SILO_PORT: where silos speak to each other.</param>
public sealed record BrainSettings(string Home, BrainDatabase Database, int Port, int SiloPort)
{
    /// <summary>
    /// BRAIN_SILO_ADDRESS: this machine's address for silos on other machines; loopback when there are none.
    /// </summary>
    public IPAddress SiloAddress { get; init; } = IPAddress.Loopback;

    /// <summary>Where the user's skills lie: in the folder of the first agent.</summary>
    public string Skills { get; init; } = Path.Combine(Home, "skills");

    /// <summary>Where an agent keeps the user's own files, by its name.</summary>
    public Func<KnownAgent, string> AgentFolders { get; init; } = agent => Path.Combine(Home, "agents", agent.Name);

    /// <summary>
    /// BRAIN_MODELS: where the weights of the embedded sentence model are copied to, which several brains may share.
    /// </summary>
    public string Models { get; init; } = Path.Combine(Home, "models");

    /// <summary>How long after the start the Librarian begins to index, so that a start costs nothing.</summary>
    public TimeSpan IndexAfter { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>NOTIFY_SOCKET: where systemd hears that the silo is ready; null when it is no unit's.</summary>
    public string? NotifySocket { get; init; }

    /// <summary>WATCHDOG_USEC: how long systemd waits to hear of it; null when it does not.</summary>
    public TimeSpan? Watchdog { get; init; }

    /// <summary>The longest path that a Unix socket may have, in bytes (sun_path, without its NUL).</summary>
    public const int SocketPathMax = 107;

    /// <summary>The Unix socket.</summary>
    public string Socket => Path.Combine(Home, "brain.sock");

    /// <summary>The address of HTTP.</summary>
    public string Url => $"http://127.0.0.1:{Port}";

    /// <summary>The person's configuration: modes, hard projects. It need not exist.</summary>
    public string ConfigFile => Path.Combine(Home, "brain.json");

    /// <summary>The person's own prices. It need not exist.</summary>
    public string PricesFile => Path.Combine(Home, "prices.json");

    /// <summary>Which settings files the hooks were installed in. It need not exist.</summary>
    public string InstalledFile => Path.Combine(Home, "installed.json");

    /// <summary>Reads the environment.</summary>
    /// <exception cref="FormatException">A variable is missing or can't be read; the message says which and what was
    /// expected.</exception>
    public static BrainSettings FromEnvironment(Func<string, string?> read)
    {
        var home = read("BRAIN_HOME") is { Length: > 0 } named
            ? Path.GetFullPath(named)
            : Path.Combine(
                read("XDG_DATA_HOME") is { Length: > 0 } data
                    ? data
                    : Path.Combine(read("HOME") ?? "/", ".local", "share"),
                "brain"
            );
        var database = read("BRAIN_DATABASE") is { Length: > 0 } text
            ? BrainDatabase.Parse(text)
            : throw new FormatException(
                "Set BRAIN_DATABASE to a Postgres connection string, or start with ./brain up."
            );
        var settings = new BrainSettings(
            home,
            database,
            PortOf(read("BRAIN_PORT"), "BRAIN_PORT") ?? 7420,
            PortOf(read("BRAIN_SILO_PORT"), "BRAIN_SILO_PORT") ?? Kept(home)
        )
        {
            Models = read("BRAIN_MODELS") is { Length: > 0 } models
                ? Path.GetFullPath(models)
                : Path.Combine(home, "models"),
            SiloAddress = AddressOf(read("BRAIN_SILO_ADDRESS")) ?? IPAddress.Loopback,
            Skills = Path.Combine(KnownAgent.All[0].FolderOf(read), "skills"),
            AgentFolders = agent => agent.FolderOf(read, RegularFile.EnvironmentText),
            NotifySocket = read("NOTIFY_SOCKET") is { Length: > 0 } notify ? notify : null,
            Watchdog = WatchdogOf(read("WATCHDOG_USEC")),
        };
        var length = System.Text.Encoding.UTF8.GetByteCount(settings.Socket);
        return length <= SocketPathMax
            ? settings
            : throw new FormatException(
                $"BRAIN_HOME is too long: {settings.Socket} has {length} bytes and a Unix socket's path may have "
                    + $"{SocketPathMax}. "
                    + "Set BRAIN_HOME to a shorter folder."
            );
    }

    private static TimeSpan? WatchdogOf(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var usec)
            ? TimeSpan.FromMicroseconds(usec)
            : null;

    private static IPAddress? AddressOf(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        return IPAddress.TryParse(text, out var address)
            ? address
            : throw new FormatException($"BRAIN_SILO_ADDRESS is '{text}': expected this machine's IP address.");
    }

    private static int? PortOf(string? text, string name)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        return
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            && port is > 0 and < 65_536
            ? port
            : throw new FormatException($"{name} is '{text}': expected a port, 1 to 65535.");
    }

    // The same port as last time, when it is free: a silo that comes back at its old address takes its predecessor's
    // place in the membership at once, however that one ended.
    private static int Kept(string home)
    {
        var run = Directory.CreateDirectory(Path.Combine(home, "run"));
        var note = Path.Combine(run.FullName, "silo.port");
        if (
            File.Exists(note)
            && int.TryParse(File.ReadAllText(note).Trim(), out var last)
            && last is > 0 and < 65_536
            && IsFree(last)
        )
            return last;
        var port = Free();
        File.WriteAllText(note, port.ToString(CultureInfo.InvariantCulture));
        return port;
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    // Below the ports that the kernel hands to outgoing connections, so that none of those takes it in the meantime.
    private static int Free()
    {
        for (var attempt = 0; attempt < 100; attempt++)
        {
            var port = Random.Shared.Next(20_000, 32_000);
            if (IsFree(port))
                return port;
        }

        throw new IOException(
            "None of a hundred ports between 20000 and 32000 is free; set BRAIN_SILO_PORT to one that is."
        );
    }
}
