using Npgsql;
using Tarn.Common;
using Tarn.Sources.Postgres.Catalog;
using Tarn.Sources.Postgres.Connections;
using Tarn.Sources.Postgres.Types;
using Tarn.Tables;

namespace Tarn.Sources.Postgres.Extraction;

/// <summary>What a table or query of the server looks like, and what of it is read.</summary>
/// <param name="Table">As it is defined.</param>
/// <param name="Relation">Null for a query.</param>
/// <param name="From">What stands behind a FROM.</param>
/// <param name="AllColumns">That there are.</param>
/// <param name="Columns">That are read.</param>
/// <param name="Unfit">Counts values that the columns' decoders had to change.</param>
internal sealed record TableShape(
    SourceTable Table,
    PostgresRelation? Relation,
    string From,
    IReadOnlyList<PostgresColumn> AllColumns,
    IReadOnlyList<PostgresColumn> Columns,
    Unfit Unfit)
{
    /// <summary>The columns of the files.</summary>
    public IReadOnlyList<TableField> Fields =>
        [.. Columns.Select(column => column.Field), .. Table.TellsChanges ? ChangeFields.All : []];

    /// <summary>
    /// Looks it up, and has the server lock it against changes of its columns as long as the transaction lasts, as any
    /// SELECT does.
    /// </summary>
    /// <param name="connection">In a transaction.</param>
    /// <param name="table">As it is defined.</param>
    /// <param name="place">The source and its server, for messages.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="TarnException"><c>TN9204</c>: it is not there, or not as it is defined.</exception>
    public static async Task<TableShape> ReadAsync(
        NpgsqlConnection connection, SourceTable table, string place, CancellationToken cancellationToken)
    {
        Unfit unfit = new();
        TypeMap map = new(unfit);
        PostgresRelation? relation = null;
        IReadOnlyList<PostgresColumn> all;
        if (table.Query is { } query)
        {
            all = await RelationCatalog.ColumnsAsync(connection, query, map, cancellationToken);
        }
        else
        {
            relation = await RelationCatalog.FindAsync(connection, table.Name, place, cancellationToken);
            await connection.RunAsync($"SELECT FROM {relation.Sql} LIMIT 0", cancellationToken);
            all = await RelationCatalog.ColumnsAsync(connection, relation, map, cancellationToken);
        }

        string from = relation?.Sql ?? $"({table.Query!.TrimEnd().TrimEnd(';')}\n) AS source";
        return new TableShape(table, relation, from, all, new ColumnChoice(table, place).Of(all), unfit);
    }
}
