namespace Brain.Domain.Tools.Shell;

/// <summary>Redirections that write nothing: from a file, into nowhere, or of one stream into another.</summary>
internal static class ShellStreams
{
    private static readonly string[] Nowhere = ["/dev/null", "/dev/stderr", "/dev/stdout"];

    public static bool OnlyReads(ShellRedirection stream) =>
        stream.Operator switch
        {
            "<" => IsFile(stream.Target),
            "<<" or "<<<" => true,
            "<&" => IsStream(stream.Target.Text),
            ">&" => IsStream(stream.Target.Text) || IsNowhere(stream.Target.Text),
            "<>" => stream.Target.Text == "/dev/null",
            _ => IsNowhere(stream.Target.Text),
        };

    // bash makes a connection of such a name.
    private static bool IsFile(ShellWord target) =>
        target.Text is { } text
            ? !text.StartsWith("/dev/tcp", StringComparison.Ordinal)
                && !text.StartsWith("/dev/udp", StringComparison.Ordinal)
            : !target.Braces
                && !target.Lead.StartsWith("/dev", StringComparison.Ordinal)
                && target.Pieces.All(piece =>
                    piece.Kind != PieceKind.Text || !piece.Text.Contains("/dev", StringComparison.Ordinal)
                );

    private static bool IsNowhere(string? target) =>
        target is not null && Nowhere.Contains(target, StringComparer.Ordinal);

    private static bool IsStream(string? target) =>
        target is "-" || (target is { Length: > 0 } && target.All(char.IsAsciiDigit));
}
