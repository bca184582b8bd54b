using System.Globalization;
using Npgsql;
using Tarn.Common;
using Tarn.Sources.Postgres.Connections;
using Tarn.Sources.Postgres.Extraction;
using Tarn.Sources.Postgres.Types;
using Tarn.Tables;

namespace Tarn.Sources.Postgres.Discovery;

/// <summary>Shows some rows of a table of a source, of the columns that the definition wants.</summary>
public static class PostgresPreview
{
    /// <param name="source">Whose table it is.</param>
    /// <param name="table">Need not be in the definition.</param>
    /// <param name="rowsMax">How many rows.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="TarnException">
    /// <c>TN92xx</c>: the server cannot be reached, refuses, or has no such table.
    /// </exception>
    public static async Task<PreviewedRows> RunAsync(
        PostgresSourceDefinition source, SourceTable table, int rowsMax, CancellationToken cancellationToken)
    {
        await using PostgresSessions sessions = new(source.Name, source.Connection);
        string place = sessions.PlaceOf(sessions.RowServer);
        await using NpgsqlConnection connection = await sessions.OpenAsync(sessions.RowServer, cancellationToken);
        try
        {
            await connection.RunAsync("BEGIN READ ONLY", cancellationToken);
            TableShape shape = await TableShape.ReadAsync(connection, table, place, cancellationToken);
            string columns = string.Join(
                ", ", shape.Columns.Select(column => $"{PostgresText.Identifier(column.Name)}::text"));
            IReadOnlyList<object?[]> rows = await connection.RowsAsync(
                string.Create(CultureInfo.InvariantCulture, $"SELECT {columns} FROM {shape.From} LIMIT {rowsMax}"),
                [],
                cancellationToken);
            IEnumerable<TableField> fields = shape.Columns.Select(column => column.Field);
            return new PreviewedRows(
                [.. fields], [.. rows.Select(row => Array.ConvertAll(row, value => (string?)value))]);
        }
        catch (NpgsqlException exception)
        {
            throw PostgresErrors.Of(exception, place, $"reading {table.Name}");
        }
    }
}
