namespace Brain.Client.Hooks;

/// <summary>
/// Remembers, in empty files beside the spool, that a session was told the brain is down, so that it is told once.
/// </summary>
internal sealed class OutageNotice(BrainHome home, string? session)
{
    private readonly string _told = $"{home.Spool}/{session ?? Spool.NoSession}.told";
    private readonly string _lost = $"{home.Spool}/{session ?? Spool.NoSession}.lost";

    /// <summary>
    /// True the first time in an outage, and once more when events begin to be lost. Where nothing can be
    /// remembered it is true every time: a loss nobody hears of would be worse than a line too many.
    /// </summary>
    internal bool FirstSeen(bool lost) => Mark(lost ? _lost : _told);

    /// <summary>True the first time that an event of the session can't be read.</summary>
    internal bool FirstUnreadable() => Mark($"{home.Spool}/{session ?? Spool.NoSession}.unread");

    /// <summary>The brain answered: the next failure is a new outage.</summary>
    internal void Over()
    {
        _ = Posix.Unlink(_told);
        _ = Posix.Unlink(_lost);
    }

    private static bool Mark(string path)
    {
        var file = Posix.Open(path, Posix.WriteOnly | Posix.Create | Posix.Exclusive | Posix.CloseOnExec, 0x180);
        if (file < 0)
            return Posix.Error != Posix.Exists;
        _ = Posix.Close(file);
        return true;
    }
}
