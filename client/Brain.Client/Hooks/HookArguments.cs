using Brain.Client.Agents;
using Brain.Messages.Hooks.ClaudeCode;

namespace Brain.Client.Hooks;

/// <summary>
/// The words after <c>brain hook</c>. What stands there was written by <c>brain install</c>, and what the environment
/// says of the same is not asked.
/// </summary>
/// <param name="Hard">Refuse what the brain cannot decide.</param>
/// <param name="HandOff">Make a HANDOFF.md in projects that have none.</param>
/// <param name="Home">The brain's folder; null when it is left to the environment.</param>
/// <param name="SoftMs">How long a soft session waits; null when it is left to the environment.</param>
/// <param name="HardMs">How long a hard session waits; null when it is left to the environment.</param>
internal readonly record struct HookArguments(bool Hard, bool HandOff, string? Home, int? SoftMs, int? HardMs)
{
    /// <summary>Whose hook; null for the first agent's.</summary>
    internal HookAgent? Agent { get; init; }

    /// <summary>The event, where the agent's payload does not say; else null.</summary>
    internal string? Event { get; init; }

    /// <summary>Null when they are not understood.</summary>
    /// <param name="args">With <c>hook</c> in front.</param>
    internal static HookArguments? Read(ReadOnlySpan<string> args)
    {
        var (arguments, agents) = (default(HookArguments), 0);
        for (var i = 1; i < args.Length; i++)
        {
            var next = i + 1 < args.Length ? args[i + 1] : "";
            switch (args[i])
            {
                case var word when agents == 0 && HookAgent.Find(word) is { } agent:
                    agents++;
                    arguments = arguments with { Agent = agent == HookAgent.First ? null : agent };
                    if (agent.NamesEvent && next is not ("" or ['-', ..]))
                    {
                        arguments = arguments with { Event = next };
                        break;
                    }

                    continue;
                case "--hard":
                    arguments = arguments with { Hard = true };
                    continue;
                case "--handoff":
                    arguments = arguments with { HandOff = true };
                    continue;
                case "--home" when next is ['/', ..]:
                    arguments = arguments with { Home = next.Length > 1 ? next.TrimEnd('/') : next };
                    break;
                case "--soft-ms" when IsWithin(next, SettingsWeakness.SoftMs, out var soft):
                    arguments = arguments with { SoftMs = soft };
                    break;
                case "--hard-ms" when IsWithin(next, SettingsWeakness.HardMs, out var hard):
                    arguments = arguments with { HardMs = hard };
                    break;
                default:
                    return null;
            }

            i++;
        }

        return agents == 1 ? arguments : null;
    }

    private static bool IsWithin(string text, (int Min, int Max) limits, out int ms) =>
        int.TryParse(text, out ms) && ms == Math.Clamp(ms, limits.Min, limits.Max);
}
