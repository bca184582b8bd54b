using Tarn.Common;
using Tarn.Engine;
using Tarn.Engine.Errors;
using Tarn.Engine.Parsing;

namespace Tarn.Queries.Reuse;

/// <summary>Runs a statement into a file, with the exact types of its columns.</summary>
/// <param name="store">Takes the file.</param>
/// <param name="keys">Says whether the tables changed while it ran.</param>
/// <param name="scratchDirectory">Where the file is made, on the disk of the store.</param>
/// <param name="idSource">Names it.</param>
internal sealed class ResultWriter(
    ResultStore store, ReuseKeys keys, string scratchDirectory, IIdSource idSource)
{
    // Small blocks, as most results are small.
    private const string AttachOptions = "(BLOCK_SIZE 16384)";
    private const string Describe = "DESCRIBE ";

    /// <param name="queries">Runs it.</param>
    /// <param name="request">The statement.</param>
    /// <param name="key">Of its result.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Null when the result is too large to be kept, or two of its columns have one name.</returns>
    public async Task<StoredResult?> WriteAsync(
        QueryRunner queries, QueryRequest request, string key, CancellationToken cancellationToken)
    {
        BoundStatement bound = await queries.BindAsync(request, cancellationToken);
        await using IReadScope scope = bound.Scope;
        Directory.CreateDirectory(scratchDirectory);
        string id = idSource.NextId();
        string path = Path.Join(scratchDirectory, id + ".duckdb");
        try
        {
            (bool isKept, long? bytesScanned) = await FillAsync(
                bound, request, queries.IsMeasuring, ("result_" + id, path), cancellationToken);
            if (!isKept)
            {
                return null;
            }

            QueryOmissions omissions = await QueryOmissions.OfAsync(scope, cancellationToken);
            bool isWhole = omissions is { Files.Count: 0, Unfit.Count: 0, Lines.Count: 0 }
                && await keys.FindAsync(queries, request, cancellationToken) == key;
            (string kept, DateTimeOffset createdAt) = store.Keep(path, isWhole ? key : null, cancellationToken);
            return new StoredResult(kept, createdAt)
            {
                Omissions = omissions,
                Tables = scope.Scanned,
                BytesScanned = bytesScanned,
            };
        }
        finally
        {
            File.Delete(path);
            File.Delete(path + ".wal");
        }
    }

    private async Task<(bool IsKept, long? BytesScanned)> FillAsync(
        BoundStatement bound,
        QueryRequest request,
        bool isMeasuring,
        (string Name, string Path) database,
        CancellationToken cancellationToken)
    {
        DuckConnection connection = bound.Scope.Connection;
        string name = SqlText.Identifier(database.Name);
        if (!await HasDistinctNamesAsync(bound, request, cancellationToken))
        {
            return (false, null);
        }

        await connection.ExecuteAsync(
            $"ATTACH {SqlText.Literal(database.Path)} AS {name} {AttachOptions}", cancellationToken);
        string start = $"CREATE TABLE {name}.{StoredResult.Table} AS SELECT * FROM (";
        long rows;
        long? bytesScanned;
        try
        {
            connection.IsProfiling = isMeasuring;
            rows = await connection.ExecuteAsync(
                $"{start}{WithoutEnd(bound.Statement.Sql)}\n) LIMIT {store.Limits.RowsMax + 1}",
                request.Parameters,
                cancellationToken);
            bytesScanned = connection.LastBytesRead;
        }
        catch (EngineException exception)
        {
            throw bound.Statement.Locate(exception, start.Length);
        }
        finally
        {
            connection.IsProfiling = false;
            await connection.ExecuteAsync($"DETACH {name}", CancellationToken.None);
        }

        bool isKept = rows <= store.Limits.RowsMax
            && new FileInfo(database.Path).Length <= store.Limits.ResultBytesMax;
        return (isKept, bytesScanned);
    }

    /// <summary>Columns of tables have names of their own, those of results need not.</summary>
    private static async Task<bool> HasDistinctNamesAsync(
        BoundStatement bound, QueryRequest request, CancellationToken cancellationToken)
    {
        HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
        try
        {
            await using RowReader columns = await bound.Scope.Connection.QueryAsync(
                Describe + bound.Statement.Sql, request.Parameters, cancellationToken);
            await foreach (RowBatch batch in columns.ReadBatchesAsync(cancellationToken))
            {
                for (int row = 0; row < batch.RowCount; row++)
                {
                    if (!names.Add(batch.Columns[0].GetString(row)))
                    {
                        return false;
                    }
                }
            }
        }
        catch (EngineException exception)
        {
            throw bound.Statement.Locate(exception, Describe.Length);
        }

        return true;
    }

    /// <summary>The statement without the semicolons at its end.</summary>
    private static string WithoutEnd(string sql)
    {
        IReadOnlyList<SqlToken> tokens = SqlTokens.Read(sql);
        int count = tokens.Count;
        while (count > 0 && tokens[count - 1].Is(sql, ";"))
        {
            count--;
        }

        return count == tokens.Count ? sql : sql[..tokens[count].Start];
    }
}
