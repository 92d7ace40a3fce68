using System.Text.Json.Nodes;

namespace Brain.Client.Install;

/// <summary>
/// Puts our hooks into a settings file's tree and takes them out again. Whatever is not ours keeps its place; asking
/// twice changes nothing.
/// </summary>
internal static class SettingsMerge
{
    internal static void Install(JsonObject settings, HookOptions options)
    {
        var hooks = Child(settings, "hooks") ?? Added(settings, "hooks");
        foreach (var (name, _) in hooks.ToArray())
        {
            if (!options.Events.Contains(name))
                RemoveFrom(hooks, name);
        }

        foreach (var name in options.Events)
            Put(hooks, name, HookEntry.Make(name, options));

        if (options.Http is { } http)
            (Child(settings, "env") ?? Added(settings, "env"))[HookEntry.TokenVariable] = http.Token;
        else
            RemoveToken(settings);
    }

    /// <summary>Takes out what is ours, and the arrays and objects that are empty without it.</summary>
    /// <returns>How many hooks were taken out.</returns>
    internal static int Remove(JsonObject settings)
    {
        RemoveToken(settings);
        if (Child(settings, "hooks") is not { } hooks)
            return 0;

        var removed = 0;
        foreach (var (name, _) in hooks.ToArray())
            removed += RemoveFrom(hooks, name);
        if (removed > 0 && hooks.Count == 0)
            settings.Remove("hooks");
        return removed;
    }

    /// <summary>Every hook of ours, with the event it is installed for.</summary>
    internal static IEnumerable<(string Name, JsonNode Hook)> Ours(JsonObject settings) =>
        from entry in settings["hooks"] as JsonObject ?? []
        from @group in entry.Value as JsonArray ?? []
        from hook in (@group as JsonObject)?["hooks"] as JsonArray ?? []
        where HookEntry.IsOurs(hook)
        select (entry.Key, hook);

    private static void Put(JsonObject hooks, string name, JsonObject entry)
    {
        var groups = Groups(hooks, name);
        if (groups is null)
            hooks[name] = groups = [];
        var place = TakeOut(groups, out _);
        groups.Insert(Math.Min(place ?? groups.Count, groups.Count), entry);
    }

    private static int RemoveFrom(JsonObject hooks, string name)
    {
        if (Groups(hooks, name) is not { } groups)
            return 0;
        TakeOut(groups, out var removed);
        if (removed > 0 && groups.Count == 0)
            hooks.Remove(name);
        return removed;
    }

    /// <summary>The place where the first entry of ours stood; null when there was none.</summary>
    private static int? TakeOut(JsonArray groups, out int removed)
    {
        int? place = null;
        removed = 0;
        for (var i = groups.Count - 1; i >= 0; i--)
        {
            if ((groups[i] as JsonObject)?["hooks"] is not JsonArray hooks)
                continue;
            var ours = hooks.RemoveAll(HookEntry.IsOurs);
            if (ours == 0)
                continue;

            removed += ours;
            place = hooks.Count == 0 ? i : i + 1;
            if (hooks.Count == 0)
                groups.RemoveAt(i);
        }

        return place;
    }

    private static void RemoveToken(JsonObject settings)
    {
        if (settings["env"] is JsonObject env && env.Remove(HookEntry.TokenVariable) && env.Count == 0)
            settings.Remove("env");
    }

    private static JsonArray? Groups(JsonObject hooks, string name) =>
        hooks[name] is not { } node
            ? null
            : node as JsonArray ?? throw new ClientException($"\"hooks.{name}\" is not a list there; mend that first.");

    private static JsonObject? Child(JsonObject parent, string name) =>
        parent[name] is not { } node
            ? null
            : node as JsonObject ?? throw new ClientException($"\"{name}\" is not an object there; mend that first.");

    private static JsonObject Added(JsonObject parent, string name)
    {
        var child = new JsonObject();
        parent[name] = child;
        return child;
    }
}
