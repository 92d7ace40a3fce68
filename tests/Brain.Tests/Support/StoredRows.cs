namespace Brain.Tests.Personas;

/// <summary>What lies in the tables that a session writes, for comparing one moment with another.</summary>
internal static class StoredRows
{
    private static readonly (string Name, string Facts)[] Undoable =
    [
        ("sessions", "{status,ended_at,tokens_total,project_path,parent_session_id,lineage}"),
        ("turns", "{tokens_in,tokens_out}"),
        ("tool_calls", "{}"),
        ("persona_comments", "{}"),
        ("drift_events", "{}"),
        ("learnings", "{}"),
    ];

    private static readonly string[] Kept = ["audit_log", "decisions", "cost_ledger", "personas"];

    /// <summary>
    /// Every row as it is, without its versions' times and without facts that stay: table and id → text.
    /// </summary>
    public static async Task<Dictionary<string, string>> Live(PostgresFixture postgres) =>
        (
            await postgres.Lines(
                string.Join(
                    " union all ",
                    Undoable.Select(table =>
                        $"select '{table.Name} ' || r.id, (to_jsonb(r) - '{{updated_at,valid_from,valid_to,search}}'::text[] - '{table.Facts}'::text[])::text from v2.{table.Name} r"
                    )
                )
            )
        )
            .Select(line => line.Split(" | ", 2))
            .ToDictionary(parts => parts[0], parts => parts[1]);

    /// <summary>A digest of every table as it was at a moment, down to the last column.</summary>
    public static Task<string> AsOf(PostgresFixture postgres, DateTime moment) =>
        postgres.Read<string>(
            $"select coalesce(md5(string_agg(x, ' ' order by x)), '') from ({string.Join(" union all ", Undoable.Select(table => table.Name).Concat(Kept)
            .Select(name => $"select '{name}' || (to_jsonb(r) - 'valid_to')::text as x from v2.{name}_as_of('{moment:O}') r"))}) r"
        );

    public static Task<DateTime> Now(PostgresFixture postgres) => postgres.Read<DateTime>("select public.brain_now()");
}
