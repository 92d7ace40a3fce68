using System.CommandLine;
using Brain.Cli.Screen;
using Brain.Client;
using Brain.Client.Mcp;
using Microsoft.Win32.SafeHandles;

namespace Brain.Cli.Mcp;

/// <summary>
/// <c>brain mcp</c>: the brain as an MCP server over stdio. An agent starts it and waits for it, so it comes before the
/// command line is made.
/// </summary>
internal static class McpVerb
{
    private const string Usage =
        "brain mcp is an MCP server over stdio: an agent starts it. To add it to Claude Code: "
        + "claude mcp add --scope user brain -- brain mcp";

    internal static int Run(BrainHome home)
    {
        if (Posix.IsTerminal(0) != 0)
        {
            Terminal.Error.WriteLine(Usage);
            return ExitCode.Refused;
        }

        // Messages of a protocol, not words for a screen.
        using var input = new FileStream(new SafeFileHandle(0, ownsHandle: false), FileAccess.Read, bufferSize: 0);
        using var output = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        new McpBridge(home, input, output).Run();
        return 0;
    }

    internal static Command Make(BrainHome home)
    {
        var verb = new CatalogCommand("mcp");
        verb.SetAction(_ => Run(home));
        return verb;
    }
}
