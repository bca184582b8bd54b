using Tarn.Engine;
using Tarn.Engine.Types;
using Tarn.Queries.Limits;

namespace Tarn.Queries.Isolation;

/// <summary>
/// The rows of a statement as a table in a database file of the engine's own format, which keeps every type and value
/// as it is. Its columns are named by place.
/// </summary>
internal static class ResultFile
{
    public const string Table = "result";

    private const string Database = "tarn_result";

    public static string ColumnName(int index) => FormattableString.Invariant($"c{index}");

    /// <summary>What the file does not tell of the columns.</summary>
    public static IReadOnlyList<WorkerColumn> Describe(IReadOnlyList<ResultColumn> columns) =>
        [.. columns.Select(column => new WorkerColumn(column.Name, column.Type.Kind == EngineTypeKind.SqlNull))];

    /// <summary>Writes rows as they come.</summary>
    /// <param name="engine">Writes the file; it may be another than the one that has the rows.</param>
    /// <param name="path">Not there yet.</param>
    /// <param name="rows">At their beginning.</param>
    /// <param name="cancellationToken">Stops the writing; the file then has no table.</param>
    public static Task WriteAsync(
        DuckInstance engine, string path, LimitedRows rows, CancellationToken cancellationToken) =>
        WriteAsync(
            engine,
            path,
            rows.Columns,
            async connection =>
            {
                // One connection writes what another reads: the batch is handed on as it is.
                using TableAppender appender = connection.CreateAppender(schema: null, Table);
                await foreach (RowBatch batch in rows.ReadBatchesAsync(cancellationToken))
                {
                    appender.Append(batch);
                }

                appender.Complete();
            },
            cancellationToken);

    /// <summary>Writes a table without rows.</summary>
    public static Task WriteEmptyAsync(
        DuckInstance engine,
        string path,
        IReadOnlyList<ResultColumn> columns,
        CancellationToken cancellationToken) =>
        WriteAsync(engine, path, columns, _ => Task.CompletedTask, cancellationToken);

    private static async Task WriteAsync(
        DuckInstance engine,
        string path,
        IReadOnlyList<ResultColumn> columns,
        Func<DuckConnection, Task> fill,
        CancellationToken cancellationToken)
    {
        using DuckConnection connection = engine.Connect();
        await CreateAsync(connection, path, columns, cancellationToken);
        try
        {
            await fill(connection);
            await connection.ExecuteAsync("COMMIT", cancellationToken);
        }
        catch
        {
            await connection.ExecuteAsync("ROLLBACK", CancellationToken.None);
            throw;
        }
        finally
        {
            await connection.ExecuteAsync($"USE memory; DETACH {Database}", CancellationToken.None);
        }
    }

    /// <summary>
    /// Begins a transaction, for a commit each would wait for the disk. Without compression a million rows are written
    /// in half the time; nobody keeps the file.
    /// </summary>
    private static async Task CreateAsync(
        DuckConnection connection,
        string path,
        IReadOnlyList<ResultColumn> columns,
        CancellationToken cancellationToken)
    {
        IEnumerable<string> definitions = columns.Select((column, i) => $"{ColumnName(i)} {Storable(column.Type)}");
        await connection.ExecuteAsync(
            $"""
            SET force_compression = 'uncompressed';
            ATTACH {SqlText.Literal(path)} AS {Database} (STORAGE_VERSION 'latest');
            USE {Database};
            BEGIN;
            CREATE TABLE {Table} ({string.Join(", ", definitions)})
            """,
            cancellationToken);
    }

    /// <summary>Tables have no columns of the type of a bare NULL.</summary>
    private static string Storable(EngineType type) =>
        type.Kind == EngineTypeKind.SqlNull ? "INTEGER" : type.ToString();
}
