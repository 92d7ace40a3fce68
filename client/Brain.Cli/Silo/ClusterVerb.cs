using System.CommandLine;
using Brain.Cli.Screen;
using Brain.Client;
using Brain.Client.Http;
using Brain.Messages;

namespace Brain.Cli.Silo;

/// <summary>
/// <c>brain cluster rotate</c>: new certificates for silos, when somebody may have read the old ones.
/// </summary>
internal static class ClusterVerb
{
    internal static Command Make(BrainHome home)
    {
        var json = SharedOptions.Json();
        var rotate = new CatalogCommand("cluster", "rotate") { json };
        rotate.SetAction(parsed =>
        {
            var rotated = new SiloClient(home).RotateCluster();
            if (parsed.GetValue(json))
                JsonScreen.Print(rotated);
            else
                Print(rotated);
            return ExitCode.Ok;
        });
        return new CatalogCommand("cluster") { rotate };
    }

    private static void Print(ClusterRotated rotated) =>
        Terminal.Out.WriteLine(
            $"{rotated.Revoked} revoked. {rotated.Thumbprint[..16]}… is presented now; other silos take it within "
                + "ten seconds."
        );
}
