using Npgsql;

namespace Brain.Postgres.Cluster;

/// <summary>The certificates that silos know each other by. Its clock is the database's.</summary>
public sealed class CertificateStore(NpgsqlDataSource database)
{
    /// <summary>All there are, the one to present first.</summary>
    public async Task<StoredCertificate[]> List(CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("cluster/list_certificates.sql"));
        return await Rows.ReadAll(command, Read, stop);
    }

    /// <summary>The time by which certificates are made.</summary>
    public async Task<DateTimeOffset> Now(CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("cluster/read_clock.sql"));
        return new((DateTime)(await command.ExecuteScalarAsync(stop))!);
    }

    /// <summary>Adds a certificate when the newest ends soon or there is none.</summary>
    /// <param name="made">The certificate.</param>
    /// <param name="renewed">How long before its end a certificate gets a successor.</param>
    /// <param name="delay">How long after it was made a successor is presented.</param>
    /// <param name="stop">Gives up waiting; it may still be added.</param>
    /// <returns>False when another silo was first, or none is needed.</returns>
    public async Task<bool> Add(NewCertificate made, TimeSpan renewed, TimeSpan delay, CancellationToken stop)
    {
        await using var connection = await database.OpenConnectionAsync(stop);
        await using var transaction = await Lock(connection, stop);
        var added = await Add(connection, made, (renewed, delay), stop);
        await transaction.CommitAsync(stop);
        return added;
    }

    /// <summary>Revokes every certificate and puts a new one in their place, at once.</summary>
    /// <param name="made">The new one.</param>
    /// <param name="stop">Gives up waiting; it may still be done.</param>
    /// <returns>How many were revoked.</returns>
    public async Task<int> Rotate(NewCertificate made, CancellationToken stop)
    {
        await using var connection = await database.OpenConnectionAsync(stop);
        await using var transaction = await Lock(connection, stop);
        await using var revoke = new NpgsqlCommand(Sql.Read("cluster/revoke_certificates.sql"), connection);
        var revoked = (int)(await revoke.ExecuteScalarAsync(stop))!;
        await Add(connection, made, default, stop);
        await transaction.CommitAsync(stop);
        return revoked;
    }

    private static async Task<NpgsqlTransaction> Lock(NpgsqlConnection connection, CancellationToken stop)
    {
        var transaction = await connection.BeginTransactionAsync(stop);
        await using var command = new NpgsqlCommand(Sql.Read("cluster/lock_certificates.sql"), connection);
        await command.ExecuteNonQueryAsync(stop);
        return transaction;
    }

    private static async Task<bool> Add(
        NpgsqlConnection connection,
        NewCertificate made,
        (TimeSpan Renewed, TimeSpan Delay) times,
        CancellationToken stop
    )
    {
        await using var command = new NpgsqlCommand(Sql.Read("cluster/add_certificate.sql"), connection);
        object[] values =
        [
            made.Thumbprint,
            made.Certificate,
            made.PrivateKey,
            made.Expiry.UtcDateTime,
            times.Renewed,
            times.Delay,
        ];
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        return await command.ExecuteScalarAsync(stop) is not null;
    }

    private static StoredCertificate Read(NpgsqlDataReader row) =>
        new(
            row.GetFieldValue<byte[]>(0),
            Rows.Read<byte[]>(row, 1),
            TimeSpan.FromSeconds(row.GetDouble(2)),
            TimeSpan.FromSeconds(row.GetDouble(3)),
            row.GetBoolean(4)
        );
}
