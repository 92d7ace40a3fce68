using System.Text.Json.Nodes;
using Brain.Client.Install;

namespace Brain.Client.Agents;

/// <summary>
/// What is put into a settings file of hooks in groups and MCP servers by their names, which several agents have.
/// </summary>
/// <param name="install">Whose.</param>
/// <param name="options">What the person chose.</param>
/// <param name="entry">The entry of an event.</param>
internal sealed class HookSettings(AgentInstall install, HookOptions options, Func<string, JsonObject> entry)
{
    private const string Hooks = "hooks";
    private const string Servers = "mcpServers";
    private const string Server = "brain";

    /// <summary>The events.</summary>
    internal required IReadOnlyList<string> Events { get; init; }

    /// <summary>Puts hooks and server into the file.</summary>
    internal void Put(JsonObject tree)
    {
        var hooks = HookGroups.Child(tree, Hooks) ?? HookGroups.Added(tree, Hooks);
        foreach (var name in Events)
            HookGroups.Put(hooks, name, new() { [Hooks] = new JsonArray(entry(name)) }, IsOurs);
        PutServer(tree, Own(options));
    }

    /// <summary>Takes both out.</summary>
    internal void Take(JsonObject tree)
    {
        if (HookGroups.Child(tree, Hooks) is { } hooks)
        {
            var removed = hooks.ToArray().Sum(one => HookGroups.Remove(hooks, one.Key, IsOurs));
            if (removed > 0 && hooks.Count == 0)
                tree.Remove(Hooks);
        }

        TakeServer(tree);
    }

    /// <summary>The events of ours on which the file has no hook of ours.</summary>
    internal IEnumerable<string> Missing(JsonObject tree) => HookGroups.Missing(tree, Events, IsOurs);

    /// <summary>The server as most agents have it.</summary>
    internal static JsonObject Own(HookOptions options)
    {
        var server = new JsonObject { ["command"] = options.Program, ["args"] = new JsonArray("mcp") };
        if (options.Home is { } home)
            server["env"] = new JsonObject { ["BRAIN_HOME"] = home };
        return server;
    }

    /// <summary>Puts a server into a file.</summary>
    /// <exception cref="ClientException">Somebody else's is called like ours.</exception>
    internal static void PutServer(JsonObject tree, JsonObject server, string name = Servers)
    {
        var servers = HookGroups.Child(tree, name) ?? HookGroups.Added(tree, name);
        if (servers[Server] is { } there && !(there is JsonObject own && RunsUs(own)))
            throw new ClientException(
                $"the server \"{Server}\" in its \"{name}\" is not the brain's; call it otherwise, or take it out, "
                    + "first."
            );
        servers[Server] = server;
    }

    /// <summary>Takes ours out of a file.</summary>
    internal static void TakeServer(JsonObject tree, string name = Servers)
    {
        if (tree[name] is not JsonObject servers || servers[Server] is not JsonObject own || !RunsUs(own))
            return;
        servers.Remove(Server);
        if (servers.Count == 0)
            tree.Remove(name);
    }

    /// <summary>Whether a switch of a settings file is set so.</summary>
    internal static bool Says(JsonNode? node, bool value) =>
        node is JsonValue said && said.TryGetValue(out bool set) && set == value;

    private static bool RunsUs(JsonObject server) =>
        Words(server["command"]).Concat(Words(server["args"])).ToArray() is [var program, "mcp"]
        && program.EndsWith("/brain", StringComparison.Ordinal);

    private static IEnumerable<string> Words(JsonNode? node) =>
        node is JsonArray list ? list.Select(word => $"{word}")
        : node is JsonValue ? [node.ToString()]
        : [];

    private bool IsOurs(JsonNode? hook) =>
        hook is JsonObject own
        && own["command"] is JsonValue value
        && value.TryGetValue(out string? line)
        && install.RunsUs(line);
}
