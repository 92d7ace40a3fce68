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

    private static readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> Of = Made();

    /// <summary>The longest name of a command.</summary>
    internal const int NameMax = 20;

    /// <summary>The options of a command, each between blanks; null for a command that takes no secret.</summary>
    internal static string? Find(ReadOnlySpan<char> name) =>
        OpeningWords.MayBe(name) && Of.TryGetValue(name, out var options) ? options : null;

    /// <summary>The names of all commands.</summary>
    internal static IEnumerable<string> Names => Table.SelectMany(static row => row.Commands);

    private static Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> Made()
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (options, commands) in Table)
        {
            foreach (var command in commands)
                all.TryAdd(command, options);
        }

        return all.GetAlternateLookup<ReadOnlySpan<char>>();
    }
}
