using System.Text.Json.Nodes;

namespace Brain.Client.Install;

/// <summary>
/// The hooks of one event in a settings file: a list of groups, each with a list of entries. What is not ours keeps its
/// place.
/// </summary>
internal static class HookGroups
{
    /// <summary>Puts a group of ours where one stood, or behind the others.</summary>
    internal static void Put(JsonObject hooks, string name, JsonObject group, Func<JsonNode?, bool> isOurs)
    {
        var groups = Of(hooks, name);
        if (groups is null)
            hooks[name] = groups = [];
        var place = TakeOut(groups, isOurs, out _);
        groups.Insert(Math.Min(place ?? groups.Count, groups.Count), group);
    }

    /// <summary>Takes ours out, and the event when nothing else is there.</summary>
    /// <returns>How many entries were taken out.</returns>
    internal static int Remove(JsonObject hooks, string name, Func<JsonNode?, bool> isOurs)
    {
        if (Of(hooks, name) is not { } groups)
            return 0;
        TakeOut(groups, isOurs, out var removed);
        if (removed > 0 && groups.Count == 0)
            hooks.Remove(name);
        return removed;
    }

    /// <summary>Every entry of ours, with its event.</summary>
    internal static IEnumerable<(string Name, JsonNode Hook)> Ours(JsonObject settings, Func<JsonNode?, bool> isOurs) =>
        from entry in settings["hooks"] as JsonObject ?? []
        from @group in entry.Value as JsonArray ?? []
        from hook in (@group as JsonObject)?["hooks"] as JsonArray ?? []
        where isOurs(hook)
        select (entry.Key, hook);

    /// <summary>The events of ours on which a settings file has no hook of ours.</summary>
    internal static IEnumerable<string> Missing(
        JsonObject settings,
        IEnumerable<string> events,
        Func<JsonNode?, bool> isOurs
    ) => events.Except(Ours(settings, isOurs).Select(hook => hook.Name));

    /// <summary>What a file lacks, in words; null for nothing.</summary>
    internal static string? Lack(IEnumerable<string> events) =>
        events.ToArray() is { Length: > 0 } missing
            ? $"lacks the {(missing.Length == 1 ? "hook" : "hooks")} {string.Join(", ", missing)}"
            : null;

    /// <summary>The object of that name; null for none.</summary>
    /// <exception cref="ClientException">Something else stands there.</exception>
    internal static JsonObject? Child(JsonObject parent, string name) =>
        parent[name] is not { } node
            ? null
            : node as JsonObject ?? throw new ClientException($"\"{name}\" is not an object there; mend that first.");

    /// <summary>A new object of that name.</summary>
    internal static JsonObject Added(JsonObject parent, string name)
    {
        var child = new JsonObject();
        parent[name] = child;
        return child;
    }

    // The place where the first entry of ours stood; null when there was none.
    private static int? TakeOut(JsonArray groups, Func<JsonNode?, bool> isOurs, out int removed)
    {
        int? place = null;
        removed = 0;
        for (var i = groups.Count - 1; i >= 0; i--)
        {
            if ((groups[i] as JsonObject)?["hooks"] is not JsonArray hooks)
                continue;
            var ours = hooks.RemoveAll(isOurs);
            if (ours == 0)
                continue;

            removed += ours;
            place = hooks.Count == 0 ? i : i + 1;
            if (hooks.Count == 0)
                groups.RemoveAt(i);
        }

        return place;
    }

    private static JsonArray? Of(JsonObject hooks, string name) =>
        hooks[name] is not { } node
            ? null
            : node as JsonArray ?? throw new ClientException($"\"hooks.{name}\" is not a list there; mend that first.");
}
