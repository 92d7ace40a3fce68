using System.Text.Json;
using Brain.Domain.Text;
using Brain.Domain.Tools;
using Brain.Messages.Sessions;

namespace Brain.Silo.Hooks;

/// <summary>A tool as its agent calls it, with what it is aimed at: each agent says where that stands.</summary>
/// <param name="Name">As rows keep it.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Input">What it is called with.</param>
internal abstract record CalledTool(string Name, ToolKind Kind, JsonElement? Input)
{
    /// <summary>The most letters of what a call is aimed at.</summary>
    protected const int TargetMax = 400;

    /// <summary>The most letters of a path.</summary>
    protected const int PathMax = 4_096;

    private static readonly string[] GlobNames = ["glob", "include", "include_pattern"];

    /// <summary>The line that a shell would run; null for none.</summary>
    public string? Command => Kind == ToolKind.Shell ? JsonText.Of(Input, "command", ModeTable.CommandMax) : null;

    /// <summary>The files of a patch, which stand inside its text; null for another tool.</summary>
    public string[]? Paths => IsPatch ? field ??= PatchFiles.Of(Input) : null;

    /// <summary>The file or folder; null for none.</summary>
    public virtual string? Path =>
        Paths?.FirstOrDefault() ?? (First(PathNames, PathMax) is { Length: <= PathMax } path ? path : null);

    /// <summary>A search: which files it looks into; null where it does not say.</summary>
    public string? Glob => Kind == ToolKind.Search ? First(GlobNames, PathMax) : null;

    /// <summary>What it is aimed at, or its beginning.</summary>
    public string? Target =>
        Paths is { Length: > 0 } paths
            ? Redaction.Cut(string.Join(", ", paths), TargetMax)
            : First(TargetNames, TargetMax);

    /// <summary>It is called with a patch.</summary>
    protected virtual bool IsPatch => false;

    /// <summary>The fields of an input that hold a path, the likeliest first.</summary>
    protected abstract string[] PathNames { get; }

    /// <summary>Those that hold what a call is aimed at.</summary>
    protected abstract string[] TargetNames { get; }

    /// <summary>The event with what is known of its call.</summary>
    public HookEvent In(HookEvent hookEvent) =>
        hookEvent with
        {
            ToolName = Name,
            ToolKind = Kind,
            ToolInput = Input,
            Command = hookEvent.Kind == EventKind.ToolCall ? Command : null,
            Target = Target,
            Path = Path,
            Paths = Paths,
            Glob = Glob,
        };

    private string? First(string[] names, int max)
    {
        foreach (var name in names)
        {
            if (JsonText.Of(Input, name, max) is { Length: > 0 } text)
                return text;
        }

        return null;
    }
}

/// <summary>What an event says of a call and of a command, put into it.</summary>
internal static class CalledToolEvents
{
    /// <summary>The event with its call and its command, where it has them.</summary>
    public static HookEvent With(this HookEvent hookEvent, CalledTool? tool, PromptedCommand? command) =>
        (tool?.In(hookEvent) ?? hookEvent) with
        {
            CommandName = command?.Name,
            CommandArgs = command?.Args,
        };
}
