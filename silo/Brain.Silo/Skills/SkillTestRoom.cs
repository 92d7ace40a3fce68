using Brain.Silo.Configuration;

namespace Brain.Silo.Skills;

/// <summary>What a test sees of the machine: files that it can read and not write, and no sockets.</summary>
internal sealed class SkillTestRoom(BrainSettings settings, IEnumerable<ISkillSource> sources)
{
    private const string Sockets = "/proc/net/unix";
    private const int SocketsMax = 2_000;
    private const int PathField = 7;

    // Of a home: settings, logins and keys. What programs are made of stays.
    private static readonly string[] OfHome =
    [
        ".config",
        ".ssh",
        ".gnupg",
        ".aws",
        ".azure",
        ".docker",
        ".kube",
        ".netrc",
        ".npmrc",
        ".pypirc",
        ".git-credentials",
        ".password-store",
        ".local/share/keyrings",
        ".mozilla",
    ];

    /// <summary>
    /// Makes it and starts the command, as a shell reads it: the first argument is the copy of the folder, the second
    /// the command, all others are hidden. Then its rights are gone, so that nothing of this is taken back.
    /// </summary>
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
        if [ -d /dev/shm ]; then mount -t tmpfs -o mode=1777,size=64m none /dev/shm || fail /dev/shm; fi
        while read -r _ _ _ _ at flags _; do
          at=$(printf '%b' "$at")
          case $at in "$copy" | /tmp | /tmp/* | /run/* | /proc | /proc/*) continue ;; esac
          case $at in /sys | /sys/* | /dev | /dev/*) continue ;; esac
          case $flags in ro | ro,*) continue ;; esac
          mount -o "remount,bind,ro${flags#rw}" "$at" || fail "$at"
        done < /proc/self/mountinfo
        cd "$copy" || fail "$copy"
        exec setpriv --bounding-set=-all --inh-caps=-all --no-new-privs -- \
          prlimit --nproc=512 --fsize=268435456 --core=0 -- /bin/sh -c "$command"
        """;

    /// <summary>What it does not see: logins, the brain's own, and every socket that is open now.</summary>
    public string[] Hidden()
    {
        var home = Environment.GetEnvironmentVariable("HOME") is ['/', ..] own ? own : null;
        string[] plain =
        [
            settings.Home,
            .. sources.Select(source => source.Home),
            .. home is null ? [] : OfHome.Select(name => Path.Combine(home, name)),
            .. new DirectoryInfo("/var/run") is { Exists: true, LinkTarget: null } run
                ? [run.FullName]
                : Array.Empty<string>(),
        ];
        return [.. plain.Concat(Open()).Where(Path.Exists).Distinct(StringComparer.Ordinal)];
    }

    // What is bound to a name in the file system can be spoken to from everywhere, whatever the network.
    private static IEnumerable<string> Open()
    {
        try
        {
            return
            [
                .. File.ReadLines(Sockets)
                    .Select(line => line.Split(' ', PathField + 1, StringSplitOptions.RemoveEmptyEntries))
                    .Where(fields => fields.Length > PathField && fields[PathField][0] == '/')
                    .Select(fields => fields[PathField])
                    // These folders are others' in its room.
                    .Where(path =>
                        !path.StartsWith("/tmp/", StringComparison.Ordinal)
                        && !path.StartsWith("/run/", StringComparison.Ordinal)
                    )
                    .Take(SocketsMax),
            ];
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
