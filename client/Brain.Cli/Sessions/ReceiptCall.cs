using Brain.Cli.Screen;
using Brain.Messages.Sessions;

namespace Brain.Cli.Sessions;

/// <summary>A receipt on the screen and in the exit code.</summary>
internal static class ReceiptCall
{
    internal static int Print(Receipt receipt, bool json)
    {
        if (json)
            JsonScreen.Print(receipt);
        else if (receipt.Refusal is { } refusal)
            Terminal.Error.WriteLine($"brain: {ShellSpelling.Of(refusal.Message)}");
        else
            Terminal.Out.WriteLine(ShellSpelling.Of(receipt.Message));
        return receipt.Refusal is null ? ExitCode.Ok : ExitCode.Refused;
    }
}
