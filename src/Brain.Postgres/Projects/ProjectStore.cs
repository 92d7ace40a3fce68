using Npgsql;

namespace Brain.Postgres.Projects;

/// <summary>Which project each folder is of.</summary>
public sealed class ProjectStore(NpgsqlDataSource database)
{
    /// <summary>
    /// Keeps it; what was known by the folder alone goes along when the folder is in a repository after all.
    /// </summary>
    /// <param name="folder">As it was given.</param>
    /// <param name="key">Its project.</param>
    /// <param name="stop">Gives up waiting; it may still be kept.</param>
    public async Task Know(string folder, string key, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("projects/note_project.sql"));
        command.Parameters.Add(new() { Value = folder });
        command.Parameters.Add(new() { Value = key });
        await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>Folders of sessions that are known by their own name only, the most recently spoken in first.</summary>
    /// <param name="most">At most so many.</param>
    /// <param name="stop">Gives up waiting.</param>
    public async Task<string[]> Folders(int most, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("projects/list_folders.sql"));
        command.Parameters.Add(new() { Value = most });
        return await Rows.ReadAll(command, row => row.GetString(0), stop);
    }
}
