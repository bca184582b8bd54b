using Npgsql;

namespace Tarn.Sources.Postgres.Connections;

/// <summary>Small statements; for results of a few rows.</summary>
internal static class PostgresQueries
{
    /// <summary>One or more statements without a result.</summary>
    public static async Task RunAsync(this NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = new(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>All rows; null for null.</summary>
    /// <param name="connection">Idle.</param>
    /// <param name="sql">Parameters are $1, $2, ….</param>
    /// <param name="parameters">Text, numbers; null is null.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<IReadOnlyList<object?[]>> RowsAsync(
        this NpgsqlConnection connection,
        string sql,
        IReadOnlyList<object?> parameters,
        CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = new(sql, connection);
        foreach (object? parameter in parameters)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = parameter ?? DBNull.Value });
        }

        List<object?[]> rows = [];
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            object?[] row = new object?[reader.FieldCount];
            for (int i = 0; i < row.Length; i++)
            {
                row[i] = reader.IsDBNull(i) ? null : reader.GetValue(i);
            }

            rows.Add(row);
        }

        return rows;
    }
}
