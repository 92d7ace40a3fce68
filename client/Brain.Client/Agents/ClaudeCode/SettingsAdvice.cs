using System.Text.Json.Nodes;
using Brain.Client.Install;
using Brain.Messages.Hooks.ClaudeCode;

namespace Brain.Client.Agents.ClaudeCode;

/// <summary>What a person should know about settings that our hooks are in, as sentences.</summary>
internal static class SettingsAdvice
{
    internal static IEnumerable<string> After(JsonObject settings, HookOptions options, string path, bool project)
    {
        if (AllHooksOff(settings))
            yield return $"{path} says {ClaudeCodeAgent.OffSwitch}, so no hook runs at all; take that out.";
        if (PluginOn(settings))
            yield return "The brain's plugin is enabled too, so every event arrives twice (and is counted once); "
                + "`brain uninstall claude-code` leaves the plugin alone.";
        if (options.Http is { } http)
            yield return $"While the brain is down, whoever takes port {http.Port} of this machine gets tool events "
                + "and the hook token, and is heeded; the socket has no such gap.";
        if (project && options.Http is not null)
            yield return $"{path} now holds a token: do not commit it.";
    }

    internal static bool AllHooksOff(JsonObject settings) =>
        settings[ClaudeCodeAgent.OffSwitch] is JsonValue value && value.TryGetValue(out bool off) && off;

    internal static bool PluginOn(JsonObject settings) =>
        settings["enabledPlugins"] is JsonObject plugins
        && plugins.Any(plugin =>
            plugin.Key.StartsWith("brain@", StringComparison.Ordinal)
            && plugin.Value is JsonValue value
            && value.TryGetValue(out bool on)
            && on
        );
}
