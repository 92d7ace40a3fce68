using Brain.Cli.Screen;
using Brain.Cli.Sessions;
using Brain.Client;
using Brain.Client.Http;
using Brain.Messages.Commands;
using Brain.Messages.Sessions;

namespace Brain.Cli;

/// <summary>A command said on the command line: the same words as in a slash command, the same answer.</summary>
internal static class CommandCall
{
    /// <summary>Sends it and prints what became of it.</summary>
    /// <param name="home">Where the brain is.</param>
    /// <param name="kind">Which verb.</param>
    /// <param name="words">What follows; a word with blanks in it was quoted and is quoted again.</param>
    /// <param name="session">Which session, or null for none in particular.</param>
    /// <param name="json">Print data for programs.</param>
    internal static int Run(BrainHome home, CommandKind kind, IEnumerable<string> words, SessionId? session, bool json)
    {
        // A folder may have blanks in its name; a line is one.
        var args = string.Join(
            kind is CommandKind.Repos or CommandKind.Skills ? '\n' : ' ',
            kind is CommandKind.Persona or CommandKind.Rule ? words.Select(Quoted) : words
        );
        var request = CommandRequest.For(kind, args) with
        {
            Session = session,
            Project = CurrentFolder.Path,
            ByAgent = SessionChoice.IsByAgent,
        };
        var done = new SiloClient(home).Run(request);
        if (json)
            JsonScreen.Print(done);
        else if (done.Refusal is { } refusal)
            Terminal.Error.WriteLine($"brain: {ShellSpelling.Of(refusal.Message)}");
        else
            Terminal.Out.WriteLine(ShellSpelling.Of(done.Message));
        return done.Refusal is null ? ExitCode.Ok : ExitCode.Refused;
    }

    /// <summary>The session that a person means, when one is needed.</summary>
    internal static SessionId Needed(BrainHome home, string? text) => SessionChoice.Pick(new SiloClient(home), text);

    /// <summary>The session that was named, or this agent's own; null outside of one.</summary>
    internal static SessionId? Known(string? text) =>
        (text, SessionChoice.Own()) switch
        {
            ({ } named, _) => SessionChoice.Parse(new(BrainHome.Find()), named, "--session"),
            (_, { } own) => SessionId.OfAgent(own),
            _ => null,
        };

    private static string Quoted(string word) =>
        word.Length == 0 || word.Any(char.IsWhiteSpace)
            ? $"\"{word.Replace("\"", "'", StringComparison.Ordinal)}\""
            : word;
}
