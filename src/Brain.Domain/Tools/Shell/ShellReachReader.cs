using System.Buffers;

namespace Brain.Domain.Tools.Shell;

/// <summary>
/// The paths of a line as its programs get them: behind <c>cd</c>, <c>-C</c>, variables, <c>xargs</c> and in the text
/// that a shell or an interpreter is handed. A word that begins with what only the run tells is tried behind every
/// path that the line names.
/// </summary>
internal sealed class ShellReachReader
{
    /// <summary>More are not looked at: such a line may reach anything.</summary>
    public const int PathsMax = 16_384;

    // Of so many words each is tried in every folder that the line was in: a cd may fail.
    private const int InAllMax = 4_096;

    private const int StartsMax = 64;

    private const int LiteralsMax = 256;

    // A line within a line, and so many of them.
    private const int LineDepthMax = 3;

    private const int LinesMax = 64;

    private const char Unknown = '\0';

    private static readonly SearchValues<char> Blanks = SearchValues.Create(" \t\n");

    // What they are told others get, on their input or as their words.
    private static readonly string[] Printers =
    [
        "echo",
        "printf",
        "ls",
        "find",
        "fd",
        "realpath",
        "readlink",
        "sh",
        "bash",
        "dash",
        "zsh",
    ];

    // Whose values are known where the paths are looked at.
    private static readonly Dictionary<string, string> Known = new(StringComparer.Ordinal)
    {
        ["HOME"] = "~",
        ["BRAIN_HOME"] = "$BRAIN_HOME",
        ["XDG_DATA_HOME"] = "$XDG_DATA_HOME",
    };

    private readonly HashSet<string> _paths = new(StringComparer.Ordinal);
    private readonly HashSet<string> _trees = new(StringComparer.Ordinal);
    private readonly ShellRun _run;
    private readonly string[] _folders;
    private readonly string[] _named;

    // What a word may begin with, and what it may be wholly: that of loops, and what is printed for another program.
    private readonly string[] _starts;
    private readonly string[] _printed;
    private readonly string[] _marks;
    private readonly bool _isHanded;
    private readonly bool _isComputed;
    private readonly bool _isLost;
    private readonly int _depth;

    private ShellReachReader(string line, string folder, int depth)
    {
        _depth = depth;
        var values = new Dictionary<string, string>(Known, StringComparer.Ordinal) { ["PWD"] = "." };
        foreach (var (name, value) in ShellNames.Of(line))
            values.TryAdd(name, value);
        _run = ShellRunReader.Of(line, folder, values);
        _isHanded = _run.Invocations.Any(call => call.Program is "xargs" or "parallel");
        _isComputed =
            _isHanded || line.Contains("$(", StringComparison.Ordinal) || line.Contains('`') || line.Contains('*');
        _marks = [.. _run.Invocations.SelectMany(Marks).Where(mark => mark.Length > 0).Append("{}")];
        _named =
        [
            .. ShellPaths
                .Of(line)
                .Concat(_run.Invocations.SelectMany(call => call.Arguments).SelectMany(ShellPaths.Parts))
                .Where(IsKnown)
                .Distinct(StringComparer.Ordinal),
        ];
        _starts =
        [
            .. _named.Length <= StartsMax ? _named : _named.Where(word => IsWhole(word) || word[0] == '.'),
            // As a default that an expansion has.
            .. Known.Where(known => Uses(line, known.Key)).Select(known => known.Value),
        ];
        _printed =
        [
            .. (ShellGrammar.Read(line)?.Bindings ?? [])
                .SelectMany(binding => binding.Values ?? [])
                .Select(ShellPaths.Written)
                .Concat(_run.Invocations.Where(call => Printers.Contains(call.Program)).SelectMany(c => c.Arguments))
                .Where(IsKnown),
        ];
        _isLost = _run.Invocations.Any(GoesAnywhere);
        string[] folders =
        [
            .. _run
                .Invocations.SelectMany(call => Inside(call).Append(call.Folder))
                .Concat(
                    _isLost || line.Contains("CDPATH", StringComparison.Ordinal) ? _named.Where(IsWhole) : []
                )
                .Append(folder)
                .Distinct(StringComparer.Ordinal),
        ];
        _folders = folders.Length * _named.Length <= InAllMax ? folders : [folder];
        Read(line);
    }

    /// <summary>Reads a line.</summary>
    public static ReachedPaths Of(string line)
    {
        var reader = new ShellReachReader(line, "", 0);
        return reader._paths.Count + reader._trees.Count > PathsMax
            ? new([], ["/"])
            : new([.. reader._paths], [.. reader._trees]);
    }

    private void Read(string line)
    {
        foreach (var stream in _run.Outputs.Concat(_run.Inputs))
            AddAll(_paths, Candidates(stream, [""], isTree: false));
        var findsOnly = ShellTrees.OnlyTellsNames(line, _run.Invocations);
        foreach (var call in _run.Invocations)
        {
            string[] own = [.. Inside(call).Append(call.Folder)];
            string[] folders = [.. own.Concat(_folders).Distinct(StringComparer.Ordinal)];
            foreach (var word in call.Arguments)
                AddAll(_paths, Candidates(word, folders, isTree: false));
            foreach (var placed in ShellTrees.Placed(call))
                AddAll(_paths, Candidates(placed, folders, isTree: false));
            if (ShellTrees.Of(call, findsOnly) is { Length: > 0 } trees)
                AddTrees(trees, own);
            if (ShellPrograms.IsInterpreter(call.Program))
                ReadCode(call, line, folders);
            else if (BrainCommands.IsRunner(call.Program))
                ReadLines(call);
        }
    }

    // What a program that runs others is handed may be a line of its own; of another machine's nobody knows what lies
    // below its folders.
    private void ReadLines(ShellInvocation call)
    {
        string[] words = [.. call.Arguments];
        var isRemote = call.Program == "ssh";
        if (_depth == LineDepthMax || ShellRunners.OnlyRuns(call.Program))
            return;
        var lines = isRemote ? [RemoteShell.Line(words)] : words.Where(word => word.AsSpan().ContainsAny(Blanks));
        foreach (var text in lines.Where(text => text.Length > 0).Take(LinesMax))
        {
            var inner = new ShellReachReader(text, isRemote ? "~" : call.Folder, _depth + 1);
            AddAll(_paths, inner._paths);
            if (!isRemote)
                AddAll(_trees, inner._trees);
        }
    }

    private void AddTrees(string[] trees, string[] folders)
    {
        if (_isLost)
            folders = [.. folders, .. _printed.Where(IsWhole)];
        foreach (var tree in trees)
            AddAll(_trees, Candidates(tree, folders, isTree: true));
        // What it is handed may be any name that the line prints, or that is where it runs.
        if (!_isHanded)
            return;
        foreach (var tree in _printed.Append("."))
            AddAll(_trees, Candidates(tree, folders, isTree: true));
    }

    // Its literals, behind each other, too.
    private void ReadCode(ShellInvocation call, string line, string[] folders)
    {
        var texts = call.Arguments.Where(word => word.AsSpan().ContainsAny(" '\"(;")).ToList();
        if (line.Contains("<<", StringComparison.Ordinal))
            texts.Add(line);
        foreach (var text in texts)
        {
            string[] literals =
            [
                .. ShellPaths
                    .Literals(call.Program, text)
                    .Distinct(StringComparer.Ordinal)
                    .OrderByDescending(word => word.Contains('/'))
                    .Take(LiteralsMax),
            ];
            string[] whole = [.. literals.Where(word => word.Length > 1 && word[0] is '/' or '~').Take(8)];
            foreach (var literal in literals)
                AddAll(_paths, Candidates(literal, [.. folders, .. whole], isTree: false));
            if (text.Contains("home", StringComparison.OrdinalIgnoreCase))
                AddAll(_paths, whole.Where(word => word[0] == '/').Select(word => $"~{word}"));
            if (ShellTrees.WalksFolders(line))
            {
                foreach (var literal in whole)
                    AddAll(_trees, Candidates(literal, folders, isTree: true));
            }
        }
    }

    private static void AddAll(HashSet<string> all, IEnumerable<string> some)
    {
        foreach (var one in some)
        {
            if (all.Count > PathsMax)
                return;
            if (one.Length > 0)
                all.Add(one);
        }
    }

    private IEnumerable<string> Candidates(string word, string[] folders, bool isTree)
    {
        foreach (var part in ShellPaths.Parts(word).Where(part => part.Length > 0).Select(Opened))
        {
            if (part.StartsWith(Unknown))
            {
                var rest = part.TrimStart(Unknown);
                // What begins a word may be any path of the line.
                foreach (var named in rest.Length == 0 && isTree ? _printed : _starts)
                    yield return Starred(named + rest);
                // Alone it is a file's name or a text, and no path that says where it leads; so is a variable that
                // nobody knows, unless the line works out names.
                if (rest.Length == 0 && !(isTree && _isComputed))
                    continue;
            }

            // So may a variable in a line that is not understood.
            if (part[0] == '$' && !IsKnown(part) && Behind(part) is { Length: > 0 } behind)
            {
                foreach (var named in _starts)
                    yield return Starred(named + behind);
            }

            foreach (var folder in folders)
            {
                if (part[0] == '$' ? IsKnown(part) : folder.Length > 0 || part[0] != Unknown)
                    yield return Starred(ShellFolders.Combined(folder, part));
            }
        }
    }

    private string Opened(string part)
    {
        foreach (var mark in _marks)
            part = part.Replace(mark, "\0", StringComparison.Ordinal);
        return ShellPaths.Braced(part);
    }

    private static string Behind(string word) =>
        word.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash ? word[slash..] : "";

    private static string Starred(string path) => path.Replace(Unknown, '*');

    // Of another variable nobody knows where it leads.
    private static bool IsKnown(string word) =>
        word.Length > 0
        && word[0] is not ('*' or Unknown or '-')
        && (word[0] != '$' || Known.Keys.Any(name => Uses(word, name)));

    private static bool Uses(string text, string name) =>
        text.Contains($"${name}", StringComparison.Ordinal) || text.Contains($"${{{name}", StringComparison.Ordinal);

    private static bool IsWhole(string word) => word[0] is '/' or '~' or '$';

    // It goes to a folder that only the run tells.
    private bool GoesAnywhere(ShellInvocation call) =>
        ShellFolders.IsMove(call.Program)
        && call.Arguments.Any(word =>
            word.Contains(Unknown)
            || (word.StartsWith('$') && !IsKnown(word))
            || _marks.Any(mark => word.Contains(mark, StringComparison.Ordinal))
        );

    // What xargs puts another word in the place of.
    private static IEnumerable<string> Marks(ShellInvocation call)
    {
        if (call.Program is not ("xargs" or "parallel"))
            yield break;
        foreach (var value in ShellOperands.Values(call, null, "-I"))
            yield return value;
        foreach (var word in call.Arguments)
        {
            if (word is ['-', 'I', .. { Length: > 0 } glued])
                yield return glued;
        }
    }

    // The folders that its own options send it to.
    private static IEnumerable<string> Inside(ShellInvocation call)
    {
        foreach (var option in (string[])["-C", "--directory", "--chdir", "-D", "--cwd", "--work-tree"])
        {
            foreach (var value in ShellOperands.Values(call, null, option))
                yield return ShellFolders.Combined(call.Folder, value);
        }

        foreach (var word in call.Arguments)
        {
            if (word is ['-', 'C', .. { Length: > 0 } glued])
                yield return ShellFolders.Combined(call.Folder, glued);
        }
    }
}
