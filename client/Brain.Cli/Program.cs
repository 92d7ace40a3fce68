using Brain.Cli;
using Brain.Cli.Hooks;
using Brain.Client;

// The hook comes before anything else is touched: it runs at every step of every session.
if (args is ["hook", ..] and not [_, "--help" or "-h" or "-?"])
    Posix.Exit(HookVerb.Run(args));

return RootCommandFactory.Run(args);
