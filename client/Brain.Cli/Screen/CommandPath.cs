using System.CommandLine;

namespace Brain.Cli.Screen;

/// <summary>What to type to reach a command, such as <c>brain pipeline start</c>.</summary>
internal static class CommandPath
{
    internal static string Of(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } above ? $"{Of(above)} {command.Name}" : "brain";
}
