using Brain.Cli.Install;
using Brain.Client;
using Brain.Client.Agents.ClaudeCode;
using Brain.Client.Install;
using Brain.Messages.Hooks.ClaudeCode;

namespace Brain.Cli.Agents.ClaudeCode;

/// <summary>How Claude Code is installed, and taken out: it has more to choose than the others.</summary>
/// <param name="home">Where the brain is.</param>
/// <param name="isProject">In this folder's settings instead of the user's.</param>
/// <param name="dryRun">Write nothing; only say what would be done.</param>
internal sealed class ClaudeCodeInstall(BrainHome home, bool isProject, bool dryRun)
{
    private HookInstaller Installer =>
        new(home, isProject ? ClaudeFolder.OfProject() : ClaudeFolder.OfUser(), dryRun, DateTimeOffset.UtcNow)
        {
            Warn = InstallText.Warn,
        };

    /// <summary>Puts hooks and commands in.</summary>
    /// <param name="chosen">What the person chose.</param>
    internal InstallReport Install(HookOptions chosen)
    {
        var version = ClaudeCodeVersion.Find(
            Environment.GetEnvironmentVariable("PATH"),
            Environment.GetEnvironmentVariable("HOME")
        );
        var events = ClaudeCodeVersion.EventsOf(version);
        var report = Installer.Install(chosen with { Events = events });
        return events.Count < HookEvents.All.Count
            ? report with { Notes = [.. report.Notes, TooOld(version!)] }
            : report;
    }

    /// <summary>Takes exactly that out.</summary>
    internal InstallReport Uninstall() => Installer.Uninstall();

    /// <summary>Refuses to let hooks go by HTTP where others can log in.</summary>
    /// <exception cref="ClientException">They can; nothing was changed.</exception>
    internal static void RefuseWithOthers(string[] others)
    {
        if (others.Length > 0)
            throw new ClientException(
                "others can log in on this machine "
                    + $"({string.Join(", ", others.Take(5))}{(others.Length > 5 ? ", …" : "")}). While the brain is "
                    + "down any of them "
                    + "can take its port; Claude Code would then send them tool events with the hook token and "
                    + "heed what they answer. Nothing was changed. "
                    + "Leave --http out (the socket is closed to others), or say --http-with-other-users if you "
                    + "trust them all."
            );
    }

    private static string TooOld(Version version) =>
        $"Claude Code {version} does not know PreSkillShellCommand ({HookEvents.PreSkillShellCommandSince} does), "
        + "so shell lines of skills and commands go unguarded. "
        + "Update it, then run this again.";
}
