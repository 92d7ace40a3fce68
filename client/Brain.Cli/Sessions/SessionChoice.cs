using Brain.Cli.Screen;
using Brain.Client;
using Brain.Client.Agents;
using Brain.Client.Http;
using Brain.Messages.Sessions;

namespace Brain.Cli.Sessions;

/// <summary>Which session a person means who did not say.</summary>
internal static class SessionChoice
{
    private const int ShownMax = 10;

    /// <summary>The one said, else this agent's own, else the latest of this folder.</summary>
    internal static SessionId Pick(SiloClient client, string? text)
    {
        if (text is not null)
            return Parse(client, text, "--session");
        if (Own() is { } own)
            return SessionId.OfAgent(own);

        var folder = CurrentFolder.Path
            ?? throw new ClientException("the folder that this shell stands in is gone. Say which with --session ID.");
        return client.Sessions(folder, all: false, limit: 1) is [var latest, ..]
            ? latest.Id
            : throw new ClientException(None(client, folder), isRefusal: true);
    }

    /// <summary>Whether an agent speaks, by the variables that it gives to its programs.</summary>
    internal static bool IsByAgent => Own() is not null || Said(agent => agent.ShellVariable) is not null;

    /// <summary>The session of the agent that speaks, as it calls it; null outside of one.</summary>
    internal static string? Own() => Said(agent => agent.SessionVariable);

    private static string? Said(Func<HookAgent, string?> variable) =>
        HookAgents
            .All.Select(variable)
            .OfType<string>()
            .Select(Environment.GetEnvironmentVariable)
            .FirstOrDefault(own => !string.IsNullOrEmpty(own));

    /// <summary>A whole id, or the first characters of one session's.</summary>
    internal static SessionId Parse(SiloClient client, string text, string from)
    {
        if (SessionId.TryParse(text, null, out var id))
            return id;
        if (text.Length < ShortIds.LengthMin || !text.All(letter => char.IsAsciiHexDigit(letter) || letter == '-'))
            throw new ClientException(
                $"{from} is not a session id: '{text}'. `brain sessions --all` lists them.",
                isRefusal: true
            );
        var found = client.SessionsCalled(text);
        return found switch
        {
            [var one] => one.Id,
            [] => throw new ClientException(
                $"no session's id begins with '{text}'. `brain sessions --all` lists them.",
                isRefusal: true
            ),
            _ => throw new ClientException(
                $"{(found.Length > ShownMax ? $"more than {ShownMax}" : found.Length)} sessions' ids begin with "
                    + $"'{text}'. Say more of it:{Listed(found)}",
                isRefusal: true
            ),
        };
    }

    private static string None(SiloClient client, string folder)
    {
        var others = client.Sessions(null, all: false, ShownMax);
        return $"no live session works in {folder}. "
            + (
                others.Length == 0
                    ? "There is none elsewhere either: start one with `claude`."
                    : "Say which with --session ID:"
            )
            + Listed(others);
    }

    private static string Listed(SessionSummary[] sessions) =>
        string.Concat(
            sessions
                .Take(ShownMax)
                .Select(session =>
                    $"\n  {session.Id}  {session.Project}  {Humanize.Ago(session.LastAt, DateTimeOffset.UtcNow)}"
                )
        );
}
