using Brain.Cli;
using Brain.Cli.Hooks;
using Brain.Cli.Mcp;
using Brain.Client;

// The hook comes before anything else is touched: it runs at every step of every session.
if (args is ["hook", ..] and not [_, "--help" or "-h" or "-?"])
    Posix.Exit(HookVerb.Run(args));

// So does the status line, after every answer of a session.
if (args is ["statusline", ..] and not [_, "--help" or "-h" or "-?"])
    Posix.Exit(StatusLineVerb.Run(args));

// An agent waits for it at each of its starts.
if (args is ["mcp"])
    return McpVerb.Run(BrainHome.Find());

return RootCommandFactory.Run(args);
