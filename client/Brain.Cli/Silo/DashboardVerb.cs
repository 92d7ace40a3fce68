using System.CommandLine;
using System.ComponentModel;
using System.Diagnostics;
using Brain.Cli.Screen;
using Brain.Cli.Sessions;
using Brain.Client;
using Brain.Client.Http;

namespace Brain.Cli.Silo;

/// <summary><c>brain dashboard</c>: a browser that is signed in by a link that works once.</summary>
internal static class DashboardVerb
{
    // The browser says what it likes of itself, and to nobody: it may live longer than this program.
    private const string Opener = "exec xdg-open \"$1\" > /dev/null 2>&1 < /dev/null";
    private const int OpenerMs = 2_000;

    internal static Command Make(BrainHome home)
    {
        var quiet = new Option<bool>("--no-open") { Description = "Only print the link." };
        var json = SharedOptions.Json();
        var verb = new CatalogCommand("dashboard") { quiet, json };
        verb.SetAction(parsed =>
        {
            var link = new SiloClient(home).Link(new() { ByAgent = SessionChoice.IsByAgent });
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

    // What is still there after a while has opened something; what could not says so by then.
    private static bool Open(string url)
    {
        try
        {
            using var opened = Process.Start("/bin/sh", ["-c", Opener, "sh", url]);
            return !opened.WaitForExit(OpenerMs) || opened.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
