using Brain.Domain.Skills;
using Npgsql;
using NpgsqlTypes;

namespace Brain.Postgres.Skills;

/// <summary>
/// What people named on a machine: folders that are looked through for skills, and files that a list of them is kept
/// in.
/// </summary>
public sealed class SkillPlaceStore(NpgsqlDataSource database)
{
    private const string Folder = "folder";
    private const string List = "list";

    /// <summary>Folders that a person named, and those in which sessions ran.</summary>
    public async Task<(string Folder, bool IsNamed)[]> Places(string host, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("skills/list_roots.sql"));
        command.Parameters.Add(new() { Value = host });
        return await Rows.ReadAll(command, row => (row.GetString(0), row.GetBoolean(1)), stop);
    }

    /// <summary>Keeps what skills call a machine, so that sessions on it are told of those that lie there.</summary>
    /// <param name="machine">As sessions call it.</param>
    /// <param name="host">As skills do.</param>
    /// <param name="stop">Gives up waiting.</param>
    public async Task KnowMachine(string machine, string host, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("skills/write_machine.sql"));
        command.Parameters.Add(new() { Value = machine });
        command.Parameters.Add(new() { Value = host });
        await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>Keeps that a person named a folder.</summary>
    public Task NameFolder(string host, string folder, CancellationToken stop) =>
        Name(host, Folder, folder, project: null, stop);

    /// <summary>Keeps that a person wants a list in a file.</summary>
    /// <param name="host">The machine.</param>
    /// <param name="file">Its path, without links.</param>
    /// <param name="project">The project whose skills it has; null for the user's.</param>
    /// <param name="stop">Gives up waiting.</param>
    public Task NameList(string host, string file, string? project, CancellationToken stop) =>
        Name(host, List, file, project, stop);

    /// <summary>Forgets what was named.</summary>
    /// <returns>Whether it was a folder, and whether it was a file with a list.</returns>
    public async Task<(bool WasFolder, bool WasList)> Leave(string host, string path, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("skills/delete_place.sql"));
        command.Parameters.Add(new() { Value = host });
        command.Parameters.Add(new() { Value = path });
        var kinds = await Rows.ReadAll(command, row => row.GetString(0), stop);
        return (kinds.Contains(Folder), kinds.Contains(List));
    }

    /// <summary>The files that a list is kept in, with the project of each.</summary>
    public async Task<(string File, string? Project)[]> Lists(string host, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("skills/list_lists.sql"));
        command.Parameters.Add(new() { Value = host });
        return await Rows.ReadAll(command, row => (row.GetString(0), Rows.Read<string>(row, 1)), stop);
    }

    /// <summary>Those that a list may name: their own tests passed with their folders as they are.</summary>
    /// <param name="host">The machine.</param>
    /// <param name="project">The project's folder; null for the user's own.</param>
    /// <param name="stop">Gives up waiting.</param>
    public async Task<ListedSkill[]> Verified(string host, string? project, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("skills/list_verified.sql"));
        command.Parameters.Add(new() { Value = host });
        command.Parameters.Add(Rows.Maybe(project, NpgsqlDbType.Text));
        return await Rows.ReadAll(
            command,
            row => new ListedSkill(row.GetString(0), row.GetString(1)) { Version = Rows.Read<string>(row, 2) },
            stop
        );
    }

    private async Task Name(string host, string kind, string path, string? project, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("skills/write_place.sql"));
        command.Parameters.Add(new() { Value = host });
        command.Parameters.Add(new() { Value = kind });
        command.Parameters.Add(new() { Value = path });
        command.Parameters.Add(Rows.Maybe(project, NpgsqlDbType.Text));
        await command.ExecuteNonQueryAsync(stop);
    }
}
