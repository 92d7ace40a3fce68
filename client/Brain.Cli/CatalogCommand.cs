using System.CommandLine;
using Brain.Messages.Commands;

namespace Brain.Cli;

/// <summary>A verb of the command line, called and described as the catalogue has it.</summary>
internal sealed class CatalogCommand : Command
{
    /// <summary>A verb of the first level.</summary>
    internal CatalogCommand(string name)
        : base(name, VerbOf(name).Summary)
    {
        Hidden = VerbOf(name).Hidden;
        if (VerbOf(name).Alias is { } alias)
            Aliases.Add(alias);
    }

    /// <summary>A word behind a verb.</summary>
    internal CatalogCommand(string verb, string word)
        : base(word, CommandCatalog.Word(verb, word).Summary) { }

    private static CommandVerb VerbOf(string name) =>
        CommandCatalog.Find(name)
        ?? throw new InvalidOperationException($"'{name}' is no verb of the catalogue; add it to CommandCatalog.");
}
