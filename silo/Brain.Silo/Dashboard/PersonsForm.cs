using Brain.Dashboard;
using Brain.Messages.Commands;
using Brain.Messages.Sessions;
using Brain.Silo.Commands;
using Brain.Silo.Files;
using Brain.Silo.Pipelines;
using Brain.Silo.Security;

namespace Brain.Silo.Dashboard;

/// <summary>
/// What a person does by a form of the dashboard: a verb of the catalogue with what follows it, carried out as from the
/// command line. Forms of pages name the verb; on the page of commands it is typed.
/// </summary>
internal sealed class PersonsForm(
    BrowserLogins logins,
    CommandDispatcher commands,
    SessionActions sessions,
    KnowledgeActions knowledge,
    FileActions files,
    RecallActions recall,
    PipelineCommands pipelines,
    ProjectFolders folders
)
{
    /// <summary>Does it.</summary>
    /// <returns>What became of it, and whether it only told.</returns>
    public async Task<(CommandResult Result, bool OnlyTold)> Do(IFormCollection form, Caller by, CancellationToken stop)
    {
        var said = SubmittedForm.Of(form);
        if (said.Verb is not { } verb || !SpokenVerbs.Has(verb))
            return (Unknown(said.Word), true);
        await folders.Know(said.Project, stop);
        if (verb.Kind == CommandKind.Pipeline && form["yaml"].ToString() is { Length: > 0 } yaml)
            return (CommandResult.Of(await pipelines.Define(new(yaml) { Source = by.Source })), false);
        if (verb.Kind == CommandKind.Skills && said.Words is ["scan", .. var paths])
            return (FileActions.Scan(paths), true);
        if (verb.IsRequest)
            return await Ask(verb, said, by);
        if (verb.Handler == CommandHandler.Session)
            return (await sessions.Run(verb.Kind!.Value, said.Session, said.Args, by), said.Texts.Length == 0);
        return verb.Name switch
        {
            "learnings" when verb.OnlyTells(said.Words.FirstOrDefault()) => (
                await knowledge.Tell(said.Words, said.Project, stop),
                true
            ),
            "learnings" => (await knowledge.Judge(said.Words, by, stop), false),
            "forget" => await knowledge.Forget(said.Texts, said.IsTyped, by, stop),
            "documents" => await files.Documents(said.Words, said.Project, stop),
            "import" => (await files.Import(said.Words, stop), false),
            "fix" => (await recall.Fix(said.Args, said.Project, stop), true),
            "how" => (await recall.How(said.Args, said.Project, stop), true),
            "logins" => Login(said.Words),
            _ => (Unknown(verb.Name), true),
        };
    }

    private async Task<(CommandResult Result, bool OnlyTold)> Ask(CommandVerb verb, SubmittedForm said, Caller by)
    {
        // A path may have blanks: a line is a word.
        var args = verb.Kind is CommandKind.Skills or CommandKind.Repos ? string.Join('\n', said.Words) : said.Args;
        var request = new CommandRequest(verb.Name, args)
        {
            Session = said.Session,
            Project = said.Project,
            Caller = by,
        };
        return (await commands.Run(request), request.OnlyTells);
    }

    private (CommandResult Result, bool OnlyTold) Login(string[] words) =>
        words switch
        {
            [] => (
                new(
                    string.Join(
                        '\n',
                        logins.List().Select(one => $"{one.Id}  {one.Browser}  since {one.CreatedAt:u}")
                    )
                ),
                true
            ),
            ["revoke", var id] when logins.End(id) > 0 => (new("The browser was signed out."), false),
            _ => (
                CommandResult.Refused("logins.unknown", "There is no such browser signed in; nothing was changed."),
                false
            ),
        };

    private static CommandResult Unknown(string? verb) =>
        CommandResult.Refused("errand.unknown", $"'{verb}' is nothing that the dashboard does; nothing was changed.");

    /// <summary>What a form says.</summary>
    /// <param name="Word">The verb as it was named.</param>
    /// <param name="Texts">What follows, field by field.</param>
    private sealed record SubmittedForm(string Word, string[] Texts)
    {
        public CommandVerb? Verb => CommandCatalog.Find(Word);

        public string Args => string.Join(' ', Texts);

        /// <summary>A field has one meaning, so it is one word; a typed line is split as a shell does.</summary>
        public string[] Words => IsTyped ? FormWords.Of(Args) : Texts;

        public bool IsTyped { get; private init; }

        public SessionId? Session { get; private init; }

        public string? Project { get; private init; }

        public static SubmittedForm Of(IFormCollection form)
        {
            var said = form.ContainsKey("verb")
                ? new SubmittedForm(
                    form["verb"].ToString(),
                    [.. form["args"].OfType<string>().Select(word => word.Trim()).Where(word => word.Length > 0)]
                )
                : Typed(form["say"].ToString()) with { IsTyped = true };
            return said with
            {
                Session = SessionId.TryParse(form["session"], null, out var id) ? id : null,
                Project = form["project"].ToString() is { Length: > 0 } folder ? folder : null,
            };
        }

        // As in a shell or at a prompt; a yes at its end is a word of its own, as a button would say it.
        private static SubmittedForm Typed(string line)
        {
            var text = line.Trim();
            if (text.StartsWith("brain ", StringComparison.Ordinal))
                text = text["brain ".Length..].TrimStart();
            var end = text.IndexOf(' ', StringComparison.Ordinal);
            var (word, rest) = end < 0 ? (text, "") : (text[..end], text[(end + 1)..].Trim());
            word = word.TrimStart('/');
            return rest.EndsWith(" yes", StringComparison.Ordinal)
                ? new(word, [rest[..^4].TrimEnd(), "yes"])
                : new(word, rest.Length == 0 ? [] : [rest]);
        }
    }
}
