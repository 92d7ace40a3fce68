using System.Text;
using Brain.Client.HandOff;
using Brain.Messages.Sessions;

namespace Brain.Client.Hooks;

/// <summary>What a hook does with the project's HANDOFF.md.</summary>
/// <param name="Project">The project's root.</param>
/// <param name="Header">The request's header line with the file's end, for a session that starts; else nothing.</param>
internal sealed record HandOffNotes(string Project, string? Header)
{
    private HandOffFile File { get; init; } = null!;

    /// <summary>Null where there is no HANDOFF.md and the person wants none made, which costs one look.</summary>
    internal static HandOffNotes? Of(HookHead head, ReadOnlySpan<byte> payload, bool mayCreate)
    {
        var project = HookFolder.Named(head) ?? HookHead.Text(payload, "cwd"u8);
        if (project is not ['/', ..] || (!mayCreate && !Posix.IsThere(project + "/HANDOFF.md")))
            return null;
        if (HandOffFile.In(project, mayCreate) is not { } file)
            return null;
        var tail = head.Kind == EventKind.SessionStart ? file.Tail() : null;
        var signedFor = file.Project is { } root
            ? $"Brain-Project: {Convert.ToBase64String(Encoding.UTF8.GetBytes(root))}\r\n"
            : "";
        return new(project, tail is null ? null : $"Brain-Handoff: {tail}\r\n{signedFor}") { File = file };
    }

    internal void Open(string session) => HandOffTurn.Open(File, session, DateTimeOffset.UtcNow);

    internal void Append(BrainHome home, ReadOnlySpan<byte> stop) => HandOffTurn.Append(home, Project, File, stop);
}
