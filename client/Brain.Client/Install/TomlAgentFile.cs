using System.Text;
using System.Text.Unicode;

namespace Brain.Client.Install;

/// <summary>
/// A table at the end of a TOML file. The agent writes into the same file, so ours is told by the comment above it and
/// ends where its lines do.
/// </summary>
/// <param name="path">Where it lies.</param>
/// <param name="header">The table, such as <c>[a.b]</c>.</param>
/// <param name="lines">Its lines.</param>
/// <param name="agent">Whose file.</param>
internal sealed class TomlAgentFile(string path, string header, IReadOnlyList<string> lines, string agent)
    : AgentFile(path)
{
    // The file had no line break at its end: ours, and the break before it, go together.
    private const string Broken = " (+)";

    private string[] Keys => header.Trim('[', ']').Split('.');

    private string Mark => $"# brain: put here by `brain install {agent}`, taken out by `brain uninstall {agent}`";

    /// <inheritdoc/>
    internal override byte[] With(byte[] before)
    {
        if (!Utf8.IsValid(before))
            throw new ClientException(
                $"{Path} has bytes that are no UTF-8, which could not be written back. Nothing was changed; mend that "
                    + "first."
            );
        var text = Encoding.UTF8.GetString(before);
        var rest = WithoutTable(text);
        // What stands below ours was put there for it.
        var foreign = TomlKeys.Of(rest).Any(key => key.Names(Keys) && !(rest != text && key.IsBelow(Keys)));
        if (foreign)
            throw new ClientException($"{Path} has a {header} that is not ours. Nothing was changed; mend that first.");
        var ends = rest.Length == 0 || rest[^1] == '\n';
        var ours = string.Join('\n', [$"{Mark}{(ends ? "" : Broken)}", header, .. lines, ""]);
        return Encoding.UTF8.GetBytes($"{rest}{(ends ? "" : "\n")}{ours}");
    }

    /// <inheritdoc/>
    internal override byte[] Without(byte[] before)
    {
        var text = Encoding.UTF8.GetString(before);
        var left = WithoutTable(text);
        // A table below one that is gone would be a server without a program.
        return left == text ? before : Encoding.UTF8.GetBytes(TomlKeys.WithoutTablesBelow(left, Keys));
    }

    /// <inheritdoc/>
    internal override AgentFile At(string path) => new TomlAgentFile(path, header, lines, agent);

    /// <inheritdoc/>
    internal override bool Has(byte[] bytes) =>
        Encoding.UTF8.GetString(bytes).Contains(Mark, StringComparison.Ordinal);

    /// <inheritdoc/>
    internal override string? Lack(byte[] bytes) => null;

    private string WithoutTable(string text)
    {
        var start = text.IndexOf(Mark, StringComparison.Ordinal);
        if (start < 0)
            return text;
        var broken = text.AsSpan(start + Mark.Length).StartsWith(Broken, StringComparison.Ordinal);
        var end = text.IndexOf('\n', start) + 1;
        // The table's own header and lines, up to a blank line, a comment or the next table.
        for (var first = true; end > 0 && end < text.Length; first = false)
        {
            if (!first && text[end] is '[' or '#' or '\n' or '\r')
                break;
            var next = text.IndexOf('\n', end);
            end = next < 0 ? text.Length : next + 1;
        }

        if (end <= 0)
            end = text.Length;
        var from = broken && start > 0 && end == text.Length ? start - 1 : start;
        return text[..from] + text[end..];
    }
}
