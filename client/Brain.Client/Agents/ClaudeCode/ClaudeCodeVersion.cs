using System.ComponentModel;
using System.Diagnostics;
using Brain.Messages.Hooks.ClaudeCode;

namespace Brain.Client.Agents.ClaudeCode;

/// <summary>
/// Which Claude Code a person would start here. An older one shows a warning at every start for an event that it does
/// not know.
/// </summary>
internal static class ClaudeCodeVersion
{
    private const int AnswerMsMax = 5_000;

    /// <summary>
    /// What the <c>claude</c> on PATH, or in its usual places, says of itself; null when there is none or it says
    /// nothing.
    /// </summary>
    /// <param name="path">PATH.</param>
    /// <param name="user">The user's home.</param>
    internal static Version? Find(string? path, string? user) =>
        (path ?? "")
            .Split(':')
            .Where(folder => folder is ['/', ..])
            .Select(folder => folder.TrimEnd('/') + "/claude")
            .Append($"{user}/.local/bin/claude")
            .Append($"{user}/.claude/local/claude")
            .Where(File.Exists)
            .Select(Ask)
            .FirstOrDefault(version => version is not null);

    /// <summary>The events that a version knows; all of ours when it can't be told.</summary>
    internal static IReadOnlyList<string> EventsOf(Version? version) =>
        version is null || version >= HookEvents.PreSkillShellCommandSince ? HookEvents.All : HookEvents.Older;

    // "2.1.332 (Claude Code)"
    private static Version? Ask(string program)
    {
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo(program, ["--version"])
                {
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                    RedirectStandardInput = true,
                    UseShellExecute = false,
                }
            );
            process!.StandardInput.Close();
            if (!process.WaitForExit(AnswerMsMax))
            {
                process.Kill(entireProcessTree: true);
                return null;
            }

            return Version.TryParse(process.StandardOutput.ReadLine()?.Split(' ')[0], out var version) ? version : null;
        }
        catch (Exception e) when (e is Win32Exception or IOException or InvalidOperationException)
        {
            return null;
        }
    }
}
