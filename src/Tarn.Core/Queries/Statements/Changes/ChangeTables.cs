using Tarn.Catalog;
using Tarn.Common;
using Tarn.Tables;
using Tarn.Tables.Rewriting;

namespace Tarn.Queries.Statements.Changes;

/// <summary>The Delta tables that statements may change, and the commits to them.</summary>
internal sealed class ChangeTables(StatementParts parts)
{
    private const int AttemptsMax = 10;

    private readonly NamedTables _names = new(parts);

    /// <exception cref="StatementException">
    /// <c>TN2008</c>: there is none; <c>TN3005</c>: it is no Delta table.
    /// </exception>
    public async Task<CatalogTable.Managed> FindAsync(NamedPlace place, CancellationToken cancellationToken)
    {
        CatalogTable table = await _names.GetAsync(place, cancellationToken);
        return table as CatalogTable.Managed ?? throw new StatementException(
            ErrorCodes.StatementNotAllowed,
            $"NOT_SUPPORTED: '{place.Name}' is not a Delta table; rows of other tables cannot be changed",
            place.Position,
            "'tarn ls tables' says of what kind tables are");
    }

    /// <exception cref="StatementException"><c>TN2008</c>: nothing was written to it yet.</exception>
    public static async Task<TableSnapshot> LoadAsync(
        NamedPlace place, DeltaTable data, CancellationToken cancellationToken)
    {
        try
        {
            return await data.RequireAsync(cancellationToken);
        }
        catch (TarnException exception) when (exception.Code == ErrorCodes.UnknownTable)
        {
            throw new StatementException(
                exception.Code, $"table '{place.Name}' has no data yet", place.Position, exception.Hint);
        }
    }

    /// <summary>Commits what is prepared; prepares it anew when another writer was faster.</summary>
    /// <param name="prepare">Is given the table and a directory for files.</param>
    /// <returns>The number of rows.</returns>
    public async Task<long> CommitAsync(
        CatalogTable.Managed table, Func<DeltaTable, string, Task<PreparedChange>> prepare)
    {
        DeltaTable data = parts.Tables.Open(table);
        WritePublisher publisher = new(data);
        string reason = "";
        for (int attempt = 0; attempt < AttemptsMax; attempt++)
        {
            string scratch = Path.Combine(parts.ScratchDirectory, parts.IdSource.NextId());
            try
            {
                PreparedChange change = await prepare(data, scratch);
                if (change.Write is null
                    || await publisher.PublishAsync(change.Write) is not CommitResult.Conflicted conflicted)
                {
                    return change.Rows;
                }

                reason = conflicted.Reason;
            }
            finally
            {
                if (Directory.Exists(scratch))
                {
                    Directory.Delete(scratch, recursive: true);
                }
            }
        }

        throw new TarnException(
            ErrorCodes.TableConflict,
            $"table '{table.Name}' was changed by others each of the {AttemptsMax} times that the statement was to be"
            + $" committed; the last of them: {reason}")
        {
            IsTransient = true,
            Hint = "nothing was changed; run the statement again",
        };
    }

    /// <summary>What a statement answers that changed rows.</summary>
    public static StatementResult Result(CatalogTable.Managed table, long rows) =>
        StatementResult.Wrote(rows) with
        {
            Message = table.IsRebuilt && rows > 0
                ? $"the next run of model {table.Name} replaces all its rows, these among them"
                : null,
        };
}
