namespace Brain.Messages.Secrets;

/// <summary>Which options of which commands are followed by a secret. A pair is <c>user:password</c>, with the mark
/// that its command has.</summary>
internal static class CommandOptions
{
    /// <summary>What parts user and password stands alone at the end.</summary>
    internal static readonly (string Options, string[] Commands)[] Table =
    [
        (" -u --user --proxy-user -U : ", ["curl"]),
        (" -a --auth : ", ["http", "https", "xh", "xhs", "httpie"]),
        (" -pw --user : ", ["isql", "influx", "snowsql", "consul", "etcdctl", "hurl"]),
        (" -A -P : ", ["ab"]),
        (" -u , ", ["lftp"]),
        (" -U % ", ["smbclient", "rpcclient", "winexe", "smbget", "net"]),
        (
            Attached,
            [
                "mysql",
                "mysqldump",
                "mysqladmin",
                "mariadb",
                "mariadb-dump",
                "mysqlimport",
                "mysqlsh",
                "mysqlcheck",
                "mycli",
                "7z",
                "7za",
                "7zz",
                "rar",
                "unrar",
            ]
        ),
        (
            " -p ",
            [
                "sshpass",
                "docker",
                "podman",
                "az",
                "mongo",
                "mongosh",
                "mongodump",
                "mongorestore",
                "mongoexport",
                "mongoimport",
                "cqlsh",
                "clickhouse-client",
                "nerdctl",
                "helm",
                "oc",
                "skopeo",
                "buildah",
                "crane",
                "oras",
                "cf",
                "argocd",
                "rsync",
                "rdesktop",
                "useradd",
                "usermod",
                "crackmapexec",
                "netexec",
                "nxc",
                "evil-winrm",
                "hydra",
                "medusa",
                "ncftp",
                "twine",
                "psexec",
                "psexec64",
                "psexec.exe",
                "psexec64.exe",
                "beeline",
                "cypher-shell",
                "rabbitmqadmin",
                "impala-shell",
                "doveadm",
            ]
        ),
        (" /rp ", ["schtasks", "schtasks.exe"]),
        (" /p ", ["signtool", "signtool.exe"]),
        (" -a --pass ", ["redis-cli", "valkey-cli", "keydb-cli"]),
        (" -w ", ["ldapsearch", "ldapadd", "ldapmodify", "ldapwhoami", "ldapdelete", "ldapcompare"]),
        (" -w -s -a ", ["ldappasswd"]),
        (" -P ", ["zip", "unzip", "sqlcmd", "bcp", "mosquitto_pub", "mosquitto_sub", "ipmitool", "tsql"]),
        (" -k -K -pass -passin -passout -passwd ", ["openssl"]),
        (
            " -A -X -c ",
            ["snmpwalk", "snmpget", "snmpset", "snmpbulkwalk", "snmpbulkget", "snmptrap", "snmpgetnext", "snmptable"]
        ),
        (" -b --body ", ["gh", "glab"]),
        (" --plaintext ", ["rootpw"]),
        (" --plaintext -p ", ["caddy"]),
        (" -s ", ["slappasswd"]),
        (" -N -P ", ["ssh-keygen"]),
        (" user_pw owner_pw ", ["pdftk"]),
        (" -pw -w ", ["plink", "pscp", "psftp", "kadmin", "kadmin.local"]),
        (" -w -p ", ["security"]),
        (
            ByPlace,
            [
                "ngrok",
                "htpasswd",
                "rabbitmqctl",
                "vault",
                "bao",
                "sqlplus",
                "sqlldr",
                "expdp",
                "impdp",
                "rman",
                "dgmgrl",
                "mkpasswd",
                "mosquitto_passwd",
                "ejabberdctl",
                "prosodyctl",
                "chpasswd",
                "npm",
                "yarn",
                "pnpm",
                "svn",
                "wpa_passphrase",
                "sudo",
                "echo",
                "printf",
                "aws",
                "nmcli",
                "rclone",
                "bw",
                "xfreerdp",
                "wfreerdp",
                "expect",
                "cryptsetup",
                "pulumi",
                "ansible-vault",
                "poetry",
            ]
        ),
    ];

    /// <summary>The value follows <c>-p</c> without a blank.</summary>
    internal const string Attached = " ";

    // No option of theirs is short for a secret: it stands at a place among the words.
    private const string ByPlace = "  ";

    private static readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> Of = Made(Table);

    // Letters of one dash that take no value, so that one with a secret may follow: curl -su, ldapsearch -xw, zip -rP.
    private static readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> Switches = Made([
        ("sSkLfivIgGjlnNOqJaBRZMp0123456#", ["curl"]),
        ("vhbjfFdcS", ["http", "https", "xh", "xhs", "httpie"]),
        ("kdqSlri", ["ab"]),
        ("d", ["lftp"]),
        ("NkPEBgqe", ["smbclient", "rpcclient", "smbget", "net"]),
        ("ve", ["sshpass"]),
        ("cx23", ["redis-cli", "valkey-cli", "keydb-cli"]),
        ("xLZvnMcWAIdQCtNk", ["ldapsearch", "ldapadd", "ldapmodify", "ldapwhoami", "ldapdelete", "ldapcompare"]),
        ("rqjm9876543210uvyDeXolTFfkSn", ["zip"]),
        ("oqnjpvlatzCLXfuK", ["unzip"]),
        ("bCEeIkNWXn", ["sqlcmd", "bcp"]),
        ("dlnrscvRN", ["mosquitto_pub", "mosquitto_sub"]),
        ("mMrURNlLoa", ["useradd", "usermod"]),
        ("qvpc", ["ssh-keygen"]),
        ("UAgi", ["security"]),
    ]);

    /// <summary>The longest name of a command.</summary>
    internal const int NameMax = 20;

    /// <summary>The options of a command, each between blanks; null for a command that takes no secret.</summary>
    internal static string? Find(ReadOnlySpan<char> name) =>
        OpeningWords.MayBe(name) && Of.TryGetValue(name, out var options) ? options : null;

    /// <summary>
    /// The option with a secret that ends a cluster of letters, or has its value glued on: <c>-su</c>, <c>-sub:x</c>.
    /// </summary>
    /// <param name="name">The command.</param>
    /// <param name="options">Its options.</param>
    /// <param name="word">The word.</param>
    /// <param name="value">Where in the word its value begins; the word's length when that is the next word.</param>
    /// <returns>The option as it stands alone; empty for none.</returns>
    internal static ReadOnlySpan<char> Last(
        ReadOnlySpan<char> name,
        ReadOnlySpan<char> options,
        ReadOnlySpan<char> word,
        out int value
    )
    {
        value = 0;
        if (word.Length < 3 || word[0] != '-' || word[1] == '-' || !Switches.TryGetValue(name, out var switches))
            return default;
        for (var at = 1; at < word.Length; at++)
        {
            ReadOnlySpan<char> alone = [' ', '-', word[at], ' '];
            if (options.IndexOf(alone, StringComparison.Ordinal) is var hit and >= 0)
            {
                value = at + 1;
                return options[(hit + 1)..(hit + 3)];
            }

            if (!switches.Contains(word[at]))
                return default;
        }

        return default;
    }

    /// <summary>The names of all commands.</summary>
    internal static IEnumerable<string> Names => Table.SelectMany(static row => row.Commands);

    private static Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> Made(
        (string Options, string[] Commands)[] table
    )
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (options, commands) in table)
        {
            foreach (var command in commands)
                all.TryAdd(command, options);
        }

        return all.GetAlternateLookup<ReadOnlySpan<char>>();
    }
}
