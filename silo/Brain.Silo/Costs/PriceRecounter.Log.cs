namespace Brain.Silo.Costs;

internal sealed partial class PriceRecounter
{
    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "The price of {Model} changed: {Rows} rows of the ledger are priced anew."
    )]
    private static partial void LogRepriced(ILogger logger, string model, int rows);
}
