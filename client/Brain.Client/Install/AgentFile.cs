using System.Text;
using System.Text.Json.Nodes;

namespace Brain.Client.Install;

/// <summary>One file of an agent's, with and without what is ours in it.</summary>
/// <param name="path">Where it lies, absolute.</param>
internal abstract class AgentFile(string path)
{
    /// <summary>Where it lies.</summary>
    internal string Path { get; } = path;

    /// <summary>The file with ours in it.</summary>
    /// <param name="before">Its bytes; empty when it is not there.</param>
    /// <exception cref="ClientException">It can't be changed without risk.</exception>
    internal abstract byte[] With(byte[] before);

    /// <summary>The file without ours.</summary>
    internal abstract byte[] Without(byte[] before);

    /// <summary>Nothing is left in it.</summary>
    internal virtual bool IsNothing(byte[] left) => left.Length == 0;

    /// <summary>Whether ours is in it.</summary>
    internal abstract bool Has(byte[] bytes);

    /// <summary>Whether both say the same, so that one may stand for the other.</summary>
    internal virtual bool IsSame(byte[] one, byte[] other) => one.AsSpan().SequenceEqual(other);

    /// <summary>It is somebody else's, and stays.</summary>
    internal virtual bool IsForeign(byte[] before) => false;
}

/// <summary>A JSON file that others write into too.</summary>
/// <param name="path">Where it lies.</param>
/// <param name="put">Puts ours into it.</param>
/// <param name="take">Takes ours out of it.</param>
internal sealed class JsonAgentFile(string path, Action<JsonObject> put, Action<JsonObject> take) : AgentFile(path)
{
    /// <inheritdoc/>
    internal override byte[] With(byte[] before) => Changed(before, put);

    /// <inheritdoc/>
    internal override byte[] Without(byte[] before) => Changed(before, take);

    /// <inheritdoc/>
    internal override bool IsNothing(byte[] left) => SettingsText.Read(left, Path).Tree.Count == 0;

    /// <inheritdoc/>
    internal override bool Has(byte[] bytes)
    {
        var text = SettingsText.Read(bytes, Path);
        var was = text.Tree.DeepClone();
        take(text.Tree);
        return !JsonNode.DeepEquals(was, text.Tree);
    }

    /// <inheritdoc/>
    internal override bool IsSame(byte[] one, byte[] other) =>
        JsonNode.DeepEquals(Bare(one), Bare(other));

    // Without the empty lists and objects that ours may have been taken out of.
    private JsonNode Bare(byte[] bytes)
    {
        var tree = SettingsText.Read(bytes, Path).Tree;
        Prune(tree);
        return tree;
    }

    private static void Prune(JsonObject tree)
    {
        foreach (var (name, child) in tree.ToArray())
        {
            if (child is JsonObject inner)
                Prune(inner);
            if (child is JsonObject { Count: 0 } or JsonArray { Count: 0 })
                tree.Remove(name);
        }
    }

    private byte[] Changed(byte[] before, Action<JsonObject> change)
    {
        var text = SettingsText.Read(before, Path);
        var was = text.Tree.DeepClone();
        change(text.Tree);
        return JsonNode.DeepEquals(was, text.Tree) ? before : text.ToBytes();
    }
}

/// <summary>A file of our own.</summary>
/// <param name="path">Where it lies.</param>
/// <param name="text">All of it.</param>
/// <param name="mark">Stands in every version of it, and in nobody else's.</param>
internal sealed class OwnAgentFile(string path, string text, string mark) : AgentFile(path)
{
    /// <inheritdoc/>
    internal override byte[] With(byte[] before) => Encoding.UTF8.GetBytes(text);

    /// <inheritdoc/>
    internal override byte[] Without(byte[] before) => Has(before) ? [] : before;

    /// <inheritdoc/>
    internal override bool Has(byte[] bytes) =>
        Encoding.UTF8.GetString(bytes).Contains(mark, StringComparison.Ordinal);

    /// <inheritdoc/>
    internal override bool IsForeign(byte[] before) => before.Length > 0 && !Has(before);
}

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

    private string Mark => $"# brain: put here by `brain install {agent}`, taken out by `brain uninstall {agent}`";

    /// <inheritdoc/>
    internal override byte[] With(byte[] before)
    {
        var rest = Encoding.UTF8.GetString(Without(before));
        if (Lines(rest).Contains(header))
            throw new ClientException($"{Path} has a {header} that is not ours. Nothing was changed; mend that first.");
        var ends = rest.Length == 0 || rest[^1] == '\n';
        var ours = string.Join('\n', [$"{Mark}{(ends ? "" : Broken)}", header, .. lines, ""]);
        return Encoding.UTF8.GetBytes($"{rest}{(ends ? "" : "\n")}{ours}");
    }

    /// <inheritdoc/>
    internal override byte[] Without(byte[] before)
    {
        var text = Encoding.UTF8.GetString(before);
        var start = text.IndexOf(Mark, StringComparison.Ordinal);
        if (start < 0)
            return before;
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
        var left = text[..from] + text[end..];
        return Encoding.UTF8.GetBytes(left);
    }

    /// <inheritdoc/>
    internal override bool Has(byte[] bytes) =>
        Encoding.UTF8.GetString(bytes).Contains(Mark, StringComparison.Ordinal);

    private static IEnumerable<string> Lines(string text) => text.Split('\n').Select(line => line.Trim());
}
