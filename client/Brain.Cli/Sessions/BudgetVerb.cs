using System.CommandLine;
using Brain.Cli.Screen;
using Brain.Client;
using Brain.Client.Http;
using Brain.Messages.Sessions;

namespace Brain.Cli.Sessions;

/// <summary><c>brain budget</c>: shows or sets what a session, a day or a week may use.</summary>
internal static class BudgetVerb
{
    internal static Command Make(BrainHome home)
    {
        var amount = new Argument<string[]>("amount")
        {
            Description = "Such as 200k, 1.5m, '$5', day '$20', week '$80' or none; without it the budget is shown.",
            Arity = new(0, 2),
            HelpName = "[day|week] tokens|dollars",
        };
        amount.CompletionSources.Add("100k", "200k", "500k", "1m", "none", "day", "week");
        var (session, json) = (SharedOptions.Session(), SharedOptions.Json());
        var verb = new CatalogCommand("budget") { amount, session, json };
        verb.SetAction(parsed =>
        {
            var client = new SiloClient(home);
            var cap = parsed.GetValue(amount) is { Length: > 0 } words ? Parse(words) : null;
            var id = SessionChoice.Pick(client, parsed.GetValue(session));
            return cap is not null
                ? ReceiptCall.Print(client.Set(id, cap), parsed.GetValue(json))
                : ShownSession.Print(
                    client.Session(id),
                    parsed.GetValue(json),
                    one => Words(one, client.StatusLine(id).Spend)
                );
        });
        return verb;
    }

    private static SetBudget Parse(string[] words) =>
        SetBudget.TryRead(string.Join(' ', words), out var cap)
            ? cap
            : throw new ClientException(
                $"'{string.Join(' ', words)}' is not an amount. Write it like 200k, 1.5m, 1_000_000 (at most "
                    + $"{SetBudget.TokensMax}), '$5' (quoted, or the shell takes it), day '$20', week '$80' or none.",
                isRefusal: true
            );

    // Every cap that holds: one in dollars stops a session too.
    private static string Words(SessionSummary session, SpendLine[] spend) =>
        string.Join(
            " · ",
            [
                session.Budget is { } cap
                    ? $"{Humanize.Tokens(session.Tokens)} of {Humanize.Tokens(cap)} tokens used"
                    : $"{Humanize.Tokens(session.Tokens)} tokens used, no cap on tokens",
                .. spend.Select(one =>
                    $"{one.Of}: {CostsVerb.Dollars(one.SpentUsd)} of {CostsVerb.Dollars(one.CapUsd)} used"
                ),
            ]
        );
}
