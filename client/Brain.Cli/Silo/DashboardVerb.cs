using System.CommandLine;
using System.ComponentModel;
using System.Diagnostics;
using Brain.Cli.Screen;
using Brain.Client;
using Brain.Client.Http;

namespace Brain.Cli.Silo;

/// <summary><c>brain dashboard</c>: a browser that is signed in by a link that works once.</summary>
internal static class DashboardVerb
{
    private const string Opener = "xdg-open";

    internal static Command Make(BrainHome home)
    {
        var quiet = new Option<bool>("--no-open") { Description = "Only print the link." };
        var json = SharedOptions.Json();
        var verb = new CatalogCommand("dashboard") { quiet, json };
        verb.SetAction(parsed =>
        {
            var link = new SiloClient(home).Link();
            if (parsed.GetValue(json))
                JsonScreen.Print(link);
            else if (!parsed.GetValue(quiet) && HasScreen() && Open(link.Url))
                Terminal.Out.WriteLine("The dashboard opens in your browser. It stays signed in for 7 days.");
            else
                Terminal.Out.WriteLine(
                    $"{link.Url}\nOpen it in a browser on this machine within a minute; it works once."
                );
            return ExitCode.Ok;
        });
        return verb;
    }

    private static bool HasScreen() =>
        Environment.GetEnvironmentVariable("DISPLAY") is { Length: > 0 }
        || Environment.GetEnvironmentVariable("WAYLAND_DISPLAY") is { Length: > 0 };

    // The browser says what it likes of itself, and to nobody.
    private static bool Open(string url)
    {
        try
        {
            using var opened = Process.Start(
                new ProcessStartInfo(Opener, [url]) { RedirectStandardOutput = true, RedirectStandardError = true }
            );
            return opened is not null;
        }
        catch (Win32Exception)
        {
            // There is no such program: the link is printed.
            return false;
        }
    }
}
