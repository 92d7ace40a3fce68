using System.CommandLine;
using Brain.Cli.Screen;
using Brain.Client;
using Brain.Client.Http;
using Brain.Messages.Sessions;

namespace Brain.Cli.Sessions;

/// <summary><c>brain budget</c>: shows or sets the most tokens a session may use.</summary>
internal static class BudgetVerb
{
    internal static Command Make(BrainHome home)
    {
        var tokens = new Argument<string?>("tokens")
        {
            Description = "Such as 200k, 1.5m, 1_000_000 or none; without it the budget is shown.",
            Arity = ArgumentArity.ZeroOrOne,
            HelpName = "tokens",
        };
        tokens.CompletionSources.Add("100k", "200k", "500k", "1m", "none");
        var (session, json) = (SharedOptions.Session(), SharedOptions.Json());
        var verb = new CatalogCommand("budget") { tokens, session, json };
        verb.SetAction(parsed =>
        {
            var client = new SiloClient(home);
            var cap = parsed.GetValue(tokens) is { } text ? new SetBudget(Parse(text)) : null;
            var id = SessionChoice.Pick(client, parsed.GetValue(session));
            return cap is not null
                ? ReceiptCall.Print(client.Set(id, cap), parsed.GetValue(json))
                : ShownSession.Print(client.Session(id), parsed.GetValue(json), Words);
        });
        return verb;
    }

    private static long? Parse(string text)
    {
        if (text == "none")
            return null;
        return TokenAmount.TryParse(text, out var cap)
            ? cap
            : throw new ClientException(
                $"'{text}' is not an amount of tokens. Write it like 200k, 1.5m, 1_000_000 (at most "
                    + $"{SetBudget.TokensMax}) or none.",
                isRefusal: true
            );
    }

    private static string Words(SessionSummary session) =>
        session.Budget is { } cap
            ? $"{Humanize.Tokens(session.Tokens)} of {Humanize.Tokens(cap)} tokens used"
            : $"{Humanize.Tokens(session.Tokens)} tokens used, no cap";
}
