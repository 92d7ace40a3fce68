using System.Security.Cryptography;
using System.Text;
using Brain.Client;
using Brain.Client.Supervisor;

namespace Brain.Cli.Silo;

/// <summary>
/// The supervisor as a unit of the user's own systemd, where there is one: it then starts with the machine (with
/// lingering) or with the login. <c>BRAIN_SUPERVISOR=process</c> at <c>brain up</c> does without.
/// </summary>
internal static class SystemdUnit
{
    private const string Choice = "BRAIN_SUPERVISOR";
    private const int LogBytesMax = 1024 * 1024;

    /// <summary>Writes, enables and starts it.</summary>
    /// <returns>What the person should know; null when this machine has no systemd for the user.</returns>
    internal static string? Start(BrainHome home)
    {
        if (Environment.GetEnvironmentVariable(Choice) == "process" || !Systemctl(home, "show-environment"))
        {
            RunNotes.Remove(home, RunNotes.Unit);
            return null;
        }

        var name = NameOf(home);
        var folder = Directory.CreateDirectory(Path.Combine(ConfigFolder(), "systemd", "user"));
        File.WriteAllText(Path.Combine(folder.FullName, name), Text(home));
        if (!Systemctl(home, "daemon-reload") || !Systemctl(home, "enable", name) || !Systemctl(home, "start", name))
            return null;
        RunNotes.Write(home, RunNotes.Unit, name);
        var user = Environment.UserName;
        return File.Exists($"/var/lib/systemd/linger/{user}")
            ? $"systemd keeps it up (systemctl --user status {name}), also while nobody is logged in."
            : $"systemd keeps it up (systemctl --user status {name}) while {user} is logged in; "
                + $"to start it with the machine and keep it after logout: loginctl enable-linger {user}";
    }

    /// <summary>
    /// Starts the unit that <c>brain up</c> noted; false when there is none, or when it can't be started.
    /// </summary>
    internal static bool StartNoted(BrainHome home) =>
        home.Note(RunNotes.Unit) is { } name && Systemctl(home, "start", name);

    /// <summary>
    /// The unit's file. Processes run on when the supervisor is killed, and the next one takes them over.
    /// </summary>
    internal static string Text(BrainHome home) =>
        $"""
            # Written by `brain up`; the next one writes it anew.
            [Unit]
            Description=Brain.Actors in {home.Path}
            StartLimitIntervalSec=0

            [Service]
            Type=exec
            Environment=BRAIN_HOME={home.Path}
            ExecStart={home.Program} supervise --by systemd
            Restart=on-failure
            RestartSec=1
            KillMode=process
            TimeoutStopSec=90
            UMask=0077

            [Install]
            WantedBy=default.target

            """;

    internal static string NameOf(BrainHome home) =>
        $"brain-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(home.Path)))[..12]}.service";

    private static string ConfigFolder() =>
        Environment.GetEnvironmentVariable("XDG_CONFIG_HOME") is { Length: > 0 } folder && folder[0] == '/'
            ? folder
            : Environment.GetEnvironmentVariable("HOME") + "/.config";

    private static bool Systemctl(BrainHome home, params string[] words)
    {
        if (!File.Exists("/usr/bin/systemctl"))
            return false;
        string[] variables =
        [
            .. RunNotes.Lines(home, RunNotes.Environment),
            $"XDG_RUNTIME_DIR=/run/user/{Posix.UserId()}",
        ];
        var id = BackgroundProgram.Start(
            ["/usr/bin/systemctl", "--user", .. words],
            variables,
            home.Path + "/logs/systemctl.log",
            LogBytesMax
        );
        return id > 0 && PosixProcess.Await(id).ExitCode == 0;
    }
}
