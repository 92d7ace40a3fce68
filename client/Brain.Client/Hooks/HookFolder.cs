using System.Text;
using Brain.Messages.Projects;
using Brain.Messages.Sessions;

namespace Brain.Client.Hooks;

/// <summary>
/// Where a session was started, and once a session which repository that is: read from git's own files, for a
/// process of git would take longer than the whole hook.
/// </summary>
internal static class HookFolder
{
    // Base64 makes four bytes of three, and the request's head has room for so many.
    private const int BytesMax = 1_200;

    private static readonly GitFiles Files = new(Posix.Resolve, static (path, most) => FileHead.Read(path, most));

    /// <summary>The request's extra headers, each with its line end; empty where nothing is known.</summary>
    internal static string Headers(HookHead head, ReadOnlySpan<byte> payload)
    {
        var folder = Named(head);
        var text = folder is null ? "" : Header("Brain-Folder", folder);
        if (head.Kind != EventKind.SessionStart)
            return text;
        var home = Environment.GetEnvironmentVariable("HOME");
        return GitRepository.Find(folder ?? HookHead.Text(payload, "cwd"u8), Files, home) is { } repository
            ? text + Header("Brain-Repository", $"{repository.Common}\n{repository.Remote}")
            : text;
    }

    /// <summary>The folder that the agent's own variable names; null for none.</summary>
    internal static string? Named(HookHead head) =>
        head.Agent.ProjectVariable is { } variable && Environment.GetEnvironmentVariable(variable) is ['/', ..] named
            ? named
            : null;

    private static string Header(string name, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return bytes.Length <= BytesMax ? $"{name}: {Convert.ToBase64String(bytes)}\r\n" : "";
    }
}
