using Brain.Cli.Hooks;
using Brain.Client;

// The hook comes before anything else is touched: it runs at every step of every session.
if (args is ["hook", ..])
    Posix.Exit(HookVerb.Run(args));

return 0;
