using Brain.Messages;
using Brain.Messages.Sessions;
using Brain.Silo.Hosting;

namespace Brain.Silo;

/// <summary>What a grain made of a message, on the wire: its receipt, with 409 when it refused.</summary>
internal static class Receipts
{
    /// <summary>Asks until it is answered, and answers with the receipt.</summary>
    public static async Task<IResult> Answer(Func<Task<Receipt>> call)
    {
        var receipt = await GrainRetry.Ask(call);
        return Results.Json(receipt, MessagesJson.Default.Receipt, statusCode: receipt.Refusal is null ? 200 : 409);
    }
}
