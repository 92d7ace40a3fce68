using Brain.Silo.Configuration;

namespace Brain.Silo.Skills;

/// <summary>
/// What a test sees of the machine: files that it can read and not write, no sockets, and of devices those that are
/// nobody's.
/// </summary>
internal sealed class SkillTestRoom(BrainSettings settings, IEnumerable<ISkillSource> sources)
{
    private const string Sockets = "/proc/net/unix";
    private const int SocketsMax = 2_000;
    private const int PathField = 7;
    private const StringComparison Ordinal = StringComparison.Ordinal;

    // Of what a home keeps out of sight, what programs are made of; all else there is settings, logins and keys.
    private static readonly string[] Programs =
    [
        ".local",
        ".cache",
        ".cargo",
        ".rustup",
        ".dotnet",
        ".nuget",
        ".nvm",
        ".npm",
        ".bun",
        ".deno",
        ".volta",
        ".pyenv",
        ".rbenv",
        ".gem",
        ".sdkman",
        ".asdf",
        ".m2",
        ".gradle",
        ".linuxbrew",
    ];

    // Of these, what is a key all the same.
    private static readonly string[] Keys =
    [
        ".local/share/keyrings",
        ".local/share/kwalletd",
        ".cargo/credentials",
        ".cargo/credentials.toml",
        ".gem/credentials",
        ".nuget/NuGet",
        ".m2/settings.xml",
        ".m2/settings-security.xml",
        ".gradle/gradle.properties",
    ];

    /// <summary>How it ends where the room can't be made.</summary>
    public const int NoRoomCode = 125;

    /// <summary>What it says then, before the reason.</summary>
    public const string NoRoom = "no room for a test: ";

    /// <summary>
    /// Makes it and starts the command, as a shell reads it: the first argument is the copy of the folder, the second
    /// the command, all others are hidden. Then its rights are gone, so that nothing of this is taken back.
    /// </summary>
    /// <remarks>It ends with <see cref="NoRoomCode"/> and says <see cref="NoRoom"/> where that can't be made.</remarks>
    public const string Script = """
        set -u
        copy=$1 command=$2
        shift 2
        fail() { echo "no room for a test: $1" >&2; exit 125; }
        mount --make-rprivate / || fail "mounts of its own"
        mount -t tmpfs -o mode=755 none /run || fail /run
        mkdir /run/copy && mount --bind "$copy" /run/copy || fail "$copy"
        for hidden in "$@"; do
          if [ -d "$hidden" ]; then mount -t tmpfs -o ro,mode=555 none "$hidden" || fail "$hidden"
          elif [ -e "$hidden" ]; then mount --bind /dev/null "$hidden" || fail "$hidden"; fi
        done
        mount -t tmpfs -o mode=1777,size=256m none /tmp || fail /tmp
        mkdir -p "$copy" && mount --bind /run/copy "$copy" && umount /run/copy && rmdir /run/copy || fail "$copy"
        mkdir /run/dev && mount -t tmpfs -o mode=755,size=1m none /run/dev || fail /dev
        for device in null zero full random urandom; do
          : > "/run/dev/$device" && mount --bind "/dev/$device" "/run/dev/$device" || fail "/dev/$device"
        done
        for name in fd:fd stdin:fd/0 stdout:fd/1 stderr:fd/2; do
          ln -s "/proc/self/${name#*:}" "/run/dev/${name%%:*}" || fail /dev
        done
        mkdir /run/dev/shm && mount --move /run/dev /dev && mount -o remount,bind,ro /dev || fail /dev
        mount -t tmpfs -o mode=1777,size=64m none /dev/shm || fail /dev/shm
        if [ -d /sys/fs/cgroup ]; then mount -t tmpfs -o ro,mode=555 none /sys/fs/cgroup || fail /sys/fs/cgroup; fi
        for ours in sys irq bus fs acpi scsi; do
          if [ -d "/proc/$ours" ]; then
            mount --bind "/proc/$ours" "/proc/$ours" || fail "/proc/$ours"
            mount -o remount,bind,ro,nosuid,nodev,noexec "/proc/$ours" || fail "/proc/$ours"
          fi
        done
        for ours in sysrq-trigger kcore; do
          if [ -e "/proc/$ours" ]; then mount --bind /dev/null "/proc/$ours" || fail "/proc/$ours"; fi
        done
        while read -r _ _ _ _ at flags _; do
          at=$(printf '%b' "$at")
          case $at in "$copy" | /tmp | /tmp/* | /run/* | /proc | /proc/* | /dev | /dev/*) continue ;; esac
          case $flags in ro | ro,*) continue ;; esac
          # What another mount covers has no name any more.
          [ -e "$at" ] || continue
          mount -o "remount,bind,ro${flags#rw}" "$at" || fail "$at"
        done < /proc/self/mountinfo || fail /proc/self/mountinfo
        cd "$copy" || fail "$copy"
        exec setpriv --bounding-set=-all --inh-caps=-all --no-new-privs -- \
          prlimit --nproc=512 --fsize=268435456 --core=0 -- /bin/sh -c "$command"
        """;

    /// <summary>
    /// What it does not see: logins, the brain's own, and every socket that is open now. Null where not all of these
    /// sockets can be hidden.
    /// </summary>
    public string[]? Hidden()
    {
        if (Open() is not { } open)
            return null;
        var home = Environment.GetEnvironmentVariable("HOME") is ['/', _, ..] own ? own : null;
        string[] plain =
        [
            settings.Home,
            .. sources.Select(source => source.Home),
            .. home is null ? [] : OfHome(home),
            .. new DirectoryInfo("/var/run") is { Exists: true, LinkTarget: null } run
                ? [run.FullName]
                : Array.Empty<string>(),
        ];
        return [.. plain.Concat(open).Where(Path.Exists).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Of a home, what a test does not see.</summary>
    internal static IEnumerable<string> OfHome(string home)
    {
        string[] searched = [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')];
        try
        {
            return
            [
                .. new DirectoryInfo(home)
                    .EnumerateFileSystemInfos(".*")
                    .Where(entry => !Programs.Contains(entry.Name))
                    .Select(entry => entry.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? entry.FullName)
                    .Select(path => path.TrimEnd('/'))
                    .Where(path => !Array.Exists(searched, one => $"{one}/".StartsWith($"{path}/", Ordinal))),
                .. Keys.Select(name => Path.Combine(home, name)),
            ];
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return [home];
        }
    }

    // What is bound to a name in the file system can be spoken to from everywhere, whatever the network.
    private static string[]? Open()
    {
        try
        {
            string[] open =
            [
                .. File.ReadLines(Sockets)
                    .Select(line => line.Split(' ', PathField + 1, StringSplitOptions.RemoveEmptyEntries))
                    .Where(fields => fields.Length > PathField && fields[PathField][0] == '/')
                    .Select(fields => fields[PathField])
                    // These folders are others' in its room.
                    .Where(path => !path.StartsWith("/tmp/", Ordinal) && !path.StartsWith("/run/", Ordinal))
                    .Distinct(StringComparer.Ordinal)
                    .Take(SocketsMax + 1),
            ];
            return open.Length > SocketsMax ? null : open;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
