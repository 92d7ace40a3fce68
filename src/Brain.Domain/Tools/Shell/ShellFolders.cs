namespace Brain.Domain.Tools.Shell;

/// <summary>
/// The folder that a line is in, as the line names it: empty for the one that it starts in. A <c>cd</c> is taken to
/// succeed, and ends with its shell.
/// </summary>
/// <param name="start">Where the line begins.</param>
internal sealed class ShellFolders(string start)
{
    private readonly string _start = start;
    private readonly Dictionary<ShellScope, string> _left = [];
    private readonly Stack<string> _pushed = new();
    private ShellScope? _scope;
    private string _before = start;

    /// <summary>The folder that it is in by now.</summary>
    public string Here { get; private set; } = start;

    /// <summary>Whether a program goes to another folder.</summary>
    public static bool IsMove(string program) => program is "cd" or "chdir" or "pushd" or "popd";

    /// <summary>A path as it is from the folder that the line starts in.</summary>
    public static string Combined(string folder, string path) =>
        path is "" or "." ? folder
        : folder.Length == 0 || path[0] is '/' or '~' or '$' ? path
        : $"{folder.TrimEnd('/')}/{path}";

    /// <summary>The next command runs in this shell.</summary>
    public void Enter(ShellScope scope)
    {
        if (_scope is { } left)
            _left[left] = Here;
        (_scope, Here) = (scope, Of(scope));
    }

    /// <summary>Another line that this one ran ended there.</summary>
    public void Arrive(string folder) => (_before, Here) = (Here, folder);

    /// <summary>A program that may go to another folder.</summary>
    public void Go(string program, string[] words)
    {
        if (!IsMove(program))
            return;
        var to = words.FirstOrDefault(word => word == "-" || !word.StartsWith('-'));
        var next = program switch
        {
            "popd" => _pushed.TryPop(out var pushed) ? pushed : _start,
            "pushd" when to is null => _pushed.TryPop(out var last) ? last : _start,
            _ when to == "-" => _before,
            // What only the run tells may be where it is.
            _ when to?.Trim('\0') == "" => Here,
            _ => Combined(Here, to ?? "~"),
        };
        if (program == "pushd")
            _pushed.Push(Here);
        (_before, Here) = (Here, next);
    }

    /// <summary>Where it ends; what was changed in shells within ended with them.</summary>
    public string End()
    {
        if (_scope is not null)
            Enter(ShellScope.Line);
        return Here;
    }

    private string Of(ShellScope scope) =>
        _left.TryGetValue(scope, out var left) ? left
        : scope.Outer is { } outer ? Of(outer)
        : _start;
}
