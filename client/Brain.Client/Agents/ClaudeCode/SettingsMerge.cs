using System.Text.Json.Nodes;
using Brain.Client.Install;

namespace Brain.Client.Agents.ClaudeCode;

/// <summary>
/// Puts our hooks into a settings file's tree and takes them out again. Whatever is not ours keeps its place; asking
/// twice changes nothing.
/// </summary>
internal static class SettingsMerge
{
    internal static void Install(JsonObject settings, HookOptions options)
    {
        var events = HookEntry.EventsOf(options);
        var hooks = HookGroups.Child(settings, "hooks") ?? HookGroups.Added(settings, "hooks");
        foreach (var (name, _) in hooks.ToArray())
        {
            if (!events.Contains(name))
                HookGroups.Remove(hooks, name, HookEntry.IsOurs);
        }

        foreach (var name in events)
            HookGroups.Put(hooks, name, HookEntry.Make(name, options), HookEntry.IsOurs);

        if (options.Http is { } http)
            (HookGroups.Child(settings, "env") ?? HookGroups.Added(settings, "env"))[HookEntry.TokenVariable] =
                http.Token;
        else
            RemoveToken(settings);
    }

    /// <summary>Takes out what is ours, and the arrays and objects that are empty without it.</summary>
    /// <returns>How many hooks were taken out.</returns>
    internal static int Remove(JsonObject settings)
    {
        RemoveToken(settings);
        if (HookGroups.Child(settings, "hooks") is not { } hooks)
            return 0;

        var removed = 0;
        foreach (var (name, _) in hooks.ToArray())
            removed += HookGroups.Remove(hooks, name, HookEntry.IsOurs);
        if (removed > 0 && hooks.Count == 0)
            settings.Remove("hooks");
        return removed;
    }

    /// <summary>Every hook of ours, with the event it is installed for.</summary>
    internal static IEnumerable<(string Name, JsonNode Hook)> Ours(JsonObject settings) =>
        HookGroups.Ours(settings, HookEntry.IsOurs);

    private static void RemoveToken(JsonObject settings)
    {
        if (settings["env"] is JsonObject env && env.Remove(HookEntry.TokenVariable) && env.Count == 0)
            settings.Remove("env");
    }
}
