using System.Globalization;
using System.Text;

namespace Brain.Client.Install;

/// <summary>
/// Who else can log in on this machine, as far as its own files say: accounts with a shell and an ordinary number in
/// <c>/etc/passwd</c>, and users who are logged in now, wherever their accounts are kept. Any of them could take the
/// loopback port while the brain is down.
/// </summary>
internal static class OtherUsers
{
    private const int BytesMax = 1024 * 1024;
    private const int OrdinaryMin = 1_000;
    private const int OrdinaryMax = 60_000;

    /// <summary>Their names, or numbers where no name is known.</summary>
    /// <param name="passwd">The list of accounts.</param>
    /// <param name="runtime">Where each user who is logged in has a folder.</param>
    /// <param name="self">This user's number.</param>
    internal static string[] Find(string passwd = "/etc/passwd", string runtime = "/run/user", uint? self = null)
    {
        var me = self ?? Posix.UserId();
        var accounts = Accounts(passwd).ToArray();
        var loggedIn = LoggedIn(runtime).Except(accounts.Select(account => account.Id)).Where(id => id >= OrdinaryMin);
        return
        [
            .. accounts
                .Where(account =>
                    account.Id != me && account.Id is >= OrdinaryMin and <= OrdinaryMax && CanLogIn(account.Shell)
                )
                .Select(account => account.Name),
            .. loggedIn.Where(id => id != me).Select(id => $"user {id}"),
        ];
    }

    private static IEnumerable<(string Name, uint Id, string Shell)> Accounts(string passwd)
    {
        var text = Encoding.UTF8.GetString(FileHead.Read(passwd, BytesMax) ?? []);
        return from line in text.Split('\n')
               let fields = line.Split(':')
               where fields.Length >= 7
               where uint.TryParse(fields[2], NumberStyles.None, CultureInfo.InvariantCulture, out _)
               select (Shown(fields[0]), uint.Parse(fields[2], CultureInfo.InvariantCulture), fields[6].Trim());
    }

    private static IEnumerable<uint> LoggedIn(string runtime) =>
        Directory.Exists(runtime)
            ? Directory
                .GetDirectories(runtime)
                .Select(folder =>
                    uint.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                        ? id
                        : 0
                )
            : [];

    private static bool CanLogIn(string shell) =>
        !shell.EndsWith("/nologin", StringComparison.Ordinal) && !shell.EndsWith("/false", StringComparison.Ordinal);

    private static string Shown(string name) =>
        new([.. name.Where(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.').Take(32)]);
}
