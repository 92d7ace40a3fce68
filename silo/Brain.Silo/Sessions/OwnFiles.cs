using System.IO.Enumeration;
using System.Text.RegularExpressions;
using Brain.Domain.Tools;
using Brain.Silo.Configuration;
using Brain.Silo.Files;

namespace Brain.Silo.Sessions;

/// <summary>The brain's own files in BRAIN_HOME, told from others by where a path really leads.</summary>
internal sealed partial class OwnFiles(BrainSettings settings)
{
    private const string Logs = "logs";

    // PATH_MAX: the kernel opens no longer one.
    private const int PathMax = 4_096;

    /// <summary>What of them a path would reach.</summary>
    /// <param name="path">As it is written: relative, with <c>~</c>, with variables, with patterns.</param>
    /// <param name="cwd">Where it is written.</param>
    public HomeReach Reach(string path, string? cwd)
    {
        var full = Absolute(path, cwd);
        if (full is null)
            return HomeReach.None;
        var home = RealPath.Of(settings.Home);
        if (full.AsSpan().ContainsAny('*', '?', '['))
            return Matches(full, home);
        var real = RealPath.Of(full);
        var reach = Within(real, home);
        return reach == HomeReach.None && IsTwin(real, home) ? HomeReach.Files : reach;
    }

    /// <summary>Whether the folder holds all of them, at some depth.</summary>
    public bool LieBelow(string path, string? cwd)
    {
        if (Absolute(path, cwd) is not { } full)
            return false;
        var home = RealPath.Of(settings.Home);
        return full.AsSpan().ContainsAny('*', '?', '[')
            ? MatchesAbove(full, home)
            : $"{home}/".StartsWith(RealPath.Of(full).TrimEnd('/') + "/", StringComparison.Ordinal);
    }

    // Each name of the pattern fits one of the home's.
    private static bool MatchesAbove(string pattern, string home)
    {
        var names = pattern.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var first = Array.FindIndex(names, name => name.AsSpan().ContainsAny('*', '?', '['));
        var folder = RealPath.Of("/" + string.Join('/', names[..first]));
        string[] all = [.. folder.Split('/', StringSplitOptions.RemoveEmptyEntries), .. names[first..]];
        var wanted = home.Split('/', StringSplitOptions.RemoveEmptyEntries);
        for (var place = 0; place < all.Length; place++)
        {
            if (all[place].StartsWith("**", StringComparison.Ordinal))
                return true;
            if (place == wanted.Length || !Fits(all[place], wanted[place]))
                return false;
        }

        return true;
    }

    private static HomeReach Within(string path, string home)
    {
        if (path == home)
            return HomeReach.Files;
        if (!path.StartsWith(home + "/", StringComparison.Ordinal))
            return HomeReach.None;
        var inside = path[(home.Length + 1)..];
        return inside == Logs || inside.StartsWith(Logs + "/", StringComparison.Ordinal)
            ? HomeReach.Logs
            : HomeReach.Files;
    }

    // Up to the first pattern the path is followed; from there on each name must fit the home's.
    private static HomeReach Matches(string pattern, string home)
    {
        var names = pattern.Split('/');
        var first = Array.FindIndex(names, name => name.AsSpan().ContainsAny('*', '?', '['));
        var folder = RealPath.Of(first <= 1 ? "/" : string.Join('/', names[..first]));
        if (Within(folder, home) is var inside && inside != HomeReach.None)
            return inside;
        var all = folder.Split('/', StringSplitOptions.RemoveEmptyEntries).Concat(names[first..]).ToArray();
        var wanted = home.Split('/', StringSplitOptions.RemoveEmptyEntries);
        for (var place = 0; place < wanted.Length; place++)
        {
            if (place < all.Length && all[place].StartsWith("**", StringComparison.Ordinal))
                return HomeReach.Files;
            if (place == all.Length || !Fits(all[place], wanted[place]))
                return HomeReach.None;
        }

        return all.Length > wanted.Length && all[wanted.Length] == Logs ? HomeReach.Logs : HomeReach.Files;
    }

    // A class of characters stands for anything here.
    private static bool Fits(string pattern, string name) =>
        pattern.Contains('[')
            ? FileSystemName.MatchesSimpleExpression(pattern[..pattern.IndexOf('[')] + "*", name, ignoreCase: false)
            : FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false);

    // Another name of the same file: only one that has several names can be one.
    private static bool IsTwin(string path, string home) =>
        FileIdentity.OfAny(path) is { Links: > 1 } there
        && Directory.Exists(home)
        && Directory
            .EnumerateFiles(home)
            .Any(file => FileIdentity.OfAny(file) is { } own && (own.Device, own.Inode) == (there.Device, there.Inode));

    private string? Absolute(string path, string? cwd)
    {
        if (path.StartsWith("file://", StringComparison.Ordinal))
            path = path["file://".Length..];
        // Who opens it may take out what leads back first.
        if (path.Length > PathMax && (path = Path.GetFullPath(path, cwd is ['/', ..] ? cwd : "/")).Length > PathMax)
            return null;
        path = Variable()
            .Replace(path, found => found.Groups[1].Value switch
                {
                    "HOME" => UserHome,
                    "PWD" => cwd ?? "*",
                    "BRAIN_HOME" => settings.Home,
                    "XDG_DATA_HOME" => Environment.GetEnvironmentVariable("XDG_DATA_HOME") is { Length: > 0 } data
                        ? data
                        : $"{UserHome}/.local/share",
                    _ => "*",
                });
        if (path == "~" || path.StartsWith("~/", StringComparison.Ordinal))
            path = UserHome + path[1..];
        else if (path.StartsWith('~') && IsUser(path[1..].Split('/')[0]))
            path = UserHome + path[(path.Split('/')[0].Length)..];
        else if (path == "~+" || path.StartsWith("~+/", StringComparison.Ordinal))
            path = (cwd ?? "/") + path[2..];
        if (path.Length == 0 || path.Contains('\0') || (!path.StartsWith('/') && cwd is not ['/', ..]))
            return null;
        // A process's own view of the disk is the disk; its folder is the agent's.
        var view = ProcessView().Match(path);
        if (view.Success)
            path =
                view.Groups[1].Value == "cwd" ? (cwd ?? "/") + view.Groups[2].Value
                : view.Groups[2].Value is { Length: > 0 } rest ? rest
                : "/";
        return path.StartsWith('/') ? Dotless(path) : Dotless($"{cwd}/{path}");
    }

    // A ".." behind a link leads up from where the link leads: only the kernel can tell, so they stay unless a
    // pattern needs names.
    private static string Dotless(string path) =>
        path.AsSpan().ContainsAny('*', '?', '[') ? Path.GetFullPath(path) : path;

    private static bool IsUser(string name) => name.Length > 0 && name == Environment.UserName;

    private static string UserHome => Environment.GetEnvironmentVariable("HOME") ?? "/";

    [GeneratedRegex(@"\$(?<name>\w+)", RegexOptions.NonBacktracking)]
    private static partial Regex Variable();

    [GeneratedRegex(
        @"^/proc/(?:self|thread-self|[0-9]+)/(?<view>root|cwd)(?<rest>/.*)?$",
        RegexOptions.NonBacktracking
    )]
    private static partial Regex ProcessView();
}
