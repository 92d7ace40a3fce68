using Brain.Messages;
using Brain.Messages.Commands;
using Brain.Messages.Sessions;
using Brain.Silo.Hosting;
using Brain.Silo.Security;

namespace Brain.Silo;

/// <summary>What a grain made of a message, on the wire: its receipt, with 409 when it refused.</summary>
internal static class Receipts
{
    /// <summary>Asks until it is answered, in the name of whoever speaks, and answers with the receipt.</summary>
    public static async Task<IResult> Answer(HttpContext context, Func<Caller, Task<Receipt>> call)
    {
        var by = await context.RequestServices.GetRequiredService<Callers>().Of(context);
        var receipt = await GrainRetry.Ask(() => call(by));
        return Results.Json(receipt, MessagesJson.Default.Receipt, statusCode: receipt.Refusal is null ? 200 : 409);
    }
}
