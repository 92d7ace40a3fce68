using Brain.Cli.Screen;
using Brain.Client;
using Brain.Client.Http;
using Brain.Messages;

namespace Brain.Cli.Silo;

/// <summary>
/// The database, asked by the silo: does it take a write, who holds locks, does its schema keep the rules?
/// </summary>
internal static class DatabaseChecks
{
    private const string Part = "database";

    internal static IEnumerable<CheckResult> Run(BrainHome home, SiloClient client, BrainStatus status)
    {
        if (Ask(client.Database, out var why) is not { } report)
        {
            yield return CheckResult.Bad(Part, $"{status.Database}: {why}", "brain down && brain up");
            yield break;
        }

        yield return report.Reason is null
            ? CheckResult.Good(Part, $"{status.Database}: one write, taken back, in {report.Milliseconds:0.#} ms")
            : CheckResult.Bad(
                Part,
                $"{status.Database}: {report.Reason}: {PlainText.Of(report.Why)}",
                Mend(home, report.Reason)
            );
        foreach (var holder in report.Locks ?? [])
            yield return Locks(holder, report.Reason is null);
        if (report.DataFolder is { } folder && folder != Path.GetFullPath(Posix.Resolve(home.Path + "/pg") ?? "/"))
        {
            foreach (var finding in DiskChecks.Of([("Postgres", folder)]))
                yield return finding;
        }

        // The catalogue is asked over the hooks' own connections, which wait for a database that is away.
        if (report.Reason is not null)
            yield break;
        if (Ask(client.Schema, out why) is not { } schema)
            yield return CheckResult.Bad("schema", why!, "brain down && brain up");
        else if (schema.Violations.Length > 0)
            yield return CheckResult.Bad(
                "schema",
                string.Join(" ", schema.Violations),
                "brain schema check, then mend each"
            );
        else
            yield return CheckResult.Good("schema", $"{schema.Migrations} migrations, {schema.Tables} tables");
    }

    private static string Mend(BrainHome home, string reason) =>
        reason switch
        {
            "database.gone" => $"brain up starts the private one; it says in {home.Path}/pg/log why it stopped",
            "database.hangs" => "look what its machine does: stopped processes, a disk that answers nothing",
            "database.locked" => "end the transaction named below, or wait for it",
            "database.read_only" => "set default_transaction_read_only back to off, or find out who made it a standby",
            "database.full" => "make room on its disk; it goes on by itself",
            _ => $"mend what it says; {home.Path}/logs/silo.log may say more",
        };

    private static CheckResult Locks(LockHolder holder, bool harmless)
    {
        var who =
            holder.Pid == 0
                ? "a prepared transaction"
                : $"process {holder.Pid} ({Words(holder.Application, "no application name")}, user "
                    + $"{Words(holder.User, "?")})";
        var what = Words(holder.Tables, "rows that the brain waits for");
        var since = holder.Since is { } then
            ? $" since {ClockTime.Second(then)}, {Humanize.Ago(then, DateTimeOffset.UtcNow)}"
            : "";
        var text = $"{who} holds {what}{since}, {Words(holder.State, "state unknown")}: {Words(holder.Statement, "-")}";
        var mend =
            holder.Pid == 0
                ? "rollback prepared, or commit it: see pg_prepared_xacts"
                : "end it where it runs, or: psql \"$(brain status --json | jq -r .database)\" "
                    + $"-c 'select pg_terminate_backend({holder.Pid})'";
        return harmless ? CheckResult.Odd("locks", text, mend) : CheckResult.Bad("locks", text, mend);
    }

    private static string Words(string? text, string none) =>
        PlainText.Of(text) is { Length: > 0 } plain ? plain : none;

    private static T? Ask<T>(Func<T> ask, out string? why)
        where T : class
    {
        why = null;
        try
        {
            return ask();
        }
        catch (ClientException e)
        {
            why = e.Message;
            return null;
        }
    }
}
