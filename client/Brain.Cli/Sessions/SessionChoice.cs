using Brain.Cli.Screen;
using Brain.Client;
using Brain.Client.Http;
using Brain.Messages.Sessions;

namespace Brain.Cli.Sessions;

/// <summary>Which session a person means who did not say.</summary>
internal static class SessionChoice
{
    private const int ShownMax = 10;

    /// <summary>The one said, else this agent's own, else the latest of this folder.</summary>
    internal static SessionId Pick(SiloClient client, string? said)
    {
        if (said is not null)
            return Parse(said, "--session");
        if (Environment.GetEnvironmentVariable("CLAUDE_CODE_SESSION_ID") is { Length: > 0 } own)
            return SessionId.OfAgent(own);

        var folder =
            CurrentFolder.Path
            ?? throw new ClientException("the folder that this shell stands in is gone. Say which with --session ID.");
        return client.Sessions(folder, all: false, limit: 1) is [var latest, ..]
            ? latest.Id
            : throw new ClientException(None(client, folder));
    }

    internal static SessionId Parse(string text, string from) =>
        SessionId.TryParse(text, null, out var id)
            ? id
            : throw new ClientException($"{from} is not a session id: '{text}'. `brain sessions` lists them.");

    private static string None(SiloClient client, string folder)
    {
        var others = client.Sessions(null, all: false, ShownMax);
        return $"no live session works in {folder}. "
            + (others.Length == 0 ? "There is none elsewhere either." : "Say which with --session ID:")
            + string.Concat(
                others.Select(session =>
                    $"\n  {session.Id}  {session.Project}  {Humanize.Ago(session.LastAt, DateTimeOffset.UtcNow)}"
                )
            );
    }
}
