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

    /// <summary>
    /// What of this version's is not in a file that has something of ours, as the end of a sentence that the file
    /// begins; null for nothing.
    /// </summary>
    internal abstract string? Lack(byte[] bytes);

    /// <summary>Whether both say the same, so that one may stand for the other.</summary>
    internal virtual bool IsSame(byte[] one, byte[] other) => one.AsSpan().SequenceEqual(other);

    /// <summary>The same of a file that lies elsewhere.</summary>
    internal abstract AgentFile At(string path);

    /// <summary>It is somebody else's, and stays.</summary>
    internal virtual bool IsForeign(byte[] before) => false;
}

/// <summary>A JSON file that others write into too.</summary>
/// <param name="path">Where it lies.</param>
/// <param name="put">Puts ours into it.</param>
/// <param name="take">Takes ours out of it.</param>
internal sealed class JsonAgentFile(string path, Action<JsonObject> put, Action<JsonObject> take) : AgentFile(path)
{
    /// <summary>The events of ours on which it has no hook.</summary>
    internal Func<JsonObject, IEnumerable<string>> Missing { get; init; } = _ => [];

    /// <inheritdoc/>
    internal override byte[] With(byte[] before)
    {
        try
        {
            return Changed(before, put);
        }
        catch (ClientException fault) when (!fault.Message.Contains(Path, StringComparison.Ordinal))
        {
            throw new ClientException($"{Path}: {fault.Message} Nothing was changed.");
        }
    }

    /// <inheritdoc/>
    internal override AgentFile At(string path) => new JsonAgentFile(path, put, take) { Missing = Missing };

    /// <inheritdoc/>
    internal override string? Lack(byte[] bytes) => HookGroups.Lack(Missing(SettingsText.Read(bytes, Path).Tree));

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
    private JsonObject Bare(byte[] bytes)
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
    /// <summary>Where what is the same in all installations of a version begins in it; null for nowhere.</summary>
    internal Func<string, int>? Same { get; init; }

    /// <summary>The events of ours on which it has no hook.</summary>
    internal Func<byte[], IEnumerable<string>> Missing { get; init; } = _ => [];

    /// <inheritdoc/>
    internal override byte[] With(byte[] before) => Encoding.UTF8.GetBytes(text);

    /// <inheritdoc/>
    internal override AgentFile At(string path) =>
        new OwnAgentFile(path, text, mark) { Same = Same, Missing = Missing };

    /// <inheritdoc/>
    internal override string? Lack(byte[] bytes)
    {
        var there = Encoding.UTF8.GetString(bytes);
        return Same is not null && there[Same(there)..] != text[Same(text)..]
            ? "is not this version's"
            : HookGroups.Lack(Missing(bytes));
    }

    /// <inheritdoc/>
    internal override byte[] Without(byte[] before) => Has(before) ? [] : before;

    /// <inheritdoc/>
    internal override bool Has(byte[] bytes) =>
        Encoding.UTF8.GetString(bytes).Contains(mark, StringComparison.Ordinal);

    /// <inheritdoc/>
    internal override bool IsForeign(byte[] before) => before.Length > 0 && !Has(before);
}
