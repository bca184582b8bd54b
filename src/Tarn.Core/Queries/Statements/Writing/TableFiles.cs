using System.Runtime.ExceptionServices;
using Tarn.Catalog.Entries;
using Tarn.Catalog.External;
using Tarn.Catalog.Hive;
using Tarn.Common;
using Tarn.Engine;
using Tarn.Storage;

namespace Tarn.Queries.Statements.Writing;

/// <summary>
/// Writes the rows of a query to files of a bucket: all of them in scratch first, then into the bucket, then what makes
/// them known. A failure takes out of the bucket what was put there.
/// </summary>
internal sealed class TableFiles(StatementParts parts)
{
    /// <param name="source">Whose rows are written.</param>
    /// <param name="layoutOf">Says what the files look like, by the columns of the query.</param>
    /// <param name="target">Where they go.</param>
    /// <param name="cancellationToken">Stops the work before anything can be seen of it.</param>
    /// <returns>The number of rows.</returns>
    /// <exception cref="TarnException">As the query says; its places are those of the statement.</exception>
    public async Task<long> WriteAsync(
        EmbeddedQuery source,
        Func<IReadOnlyList<ResultColumn>, RowLayout> layoutOf,
        FileTarget target,
        CancellationToken cancellationToken)
    {
        string id = parts.IdSource.NextId();
        string directory = Path.Combine(parts.ScratchDirectory, id);
        Directory.CreateDirectory(directory);
        try
        {
            (WrittenRows rows, string suffix) = await RunAsync(source, layoutOf, directory, cancellationToken);
            await PublishAsync(rows, name => $"{id}-{name}{target.Suffix ?? suffix}", target, cancellationToken);
            return rows.Count;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    /// <exception cref="StatementException"><c>TN3005</c>: files are there.</exception>
    public async Task RequireEmptyAsync(StoragePlace place, int position, CancellationToken cancellationToken)
    {
        await foreach (ObjectInfo file in parts.Buckets.Get(place.Bucket).ListAsync(place.Prefix, cancellationToken))
        {
            throw new StatementException(
                ErrorCodes.StatementNotAllowed,
                $"HIVE_PATH_ALREADY_EXISTS: '{place}' is not empty; '{file.Key}' is there",
                position,
                "name an empty place");
        }
    }

    private async Task<(WrittenRows Rows, string Suffix)> RunAsync(
        EmbeddedQuery source,
        Func<IReadOnlyList<ResultColumn>, RowLayout> layoutOf,
        string directory,
        CancellationToken cancellationToken)
    {
        ExceptionDispatchInfo? refusal = null;
        (WrittenRows Rows, string Suffix) written = await LocatedAsync(source, () => parts.Queries.BoundAsync(
            source.Sql,
            async (bound, token) =>
            {
                IReadOnlyList<ResultColumn> columns = await bound.ReadColumnsAsync(token);
                try
                {
                    RowLayout layout = layoutOf(columns);
                    return (await RowWriter.WriteAsync(bound, layout, directory, token), layout.Form.Suffix);
                }
                catch (StatementException exception)
                {
                    // Its place is one of the statement already, not one of the query.
                    refusal = ExceptionDispatchInfo.Capture(exception);
                    return (new WrittenRows(0, []), "");
                }
            },
            cancellationToken));
        refusal?.Throw();
        return written;
    }

    private async Task PublishAsync(
        WrittenRows rows, Func<int, string> nameOf, FileTarget target, CancellationToken cancellationToken)
    {
        List<(string LocalPath, string Key)> files = [];
        Dictionary<string, PartitionEntry> added = new(StringComparer.Ordinal);
        foreach (RowFile file in rows.Files)
        {
            FilePlace place = target.PlaceOf(file.Values);
            string key = place.Prefix + nameOf(files.Count);
            RequireVisible(key, place.Prefix, target);
            if (place.NewPartition is { } partition && added.TryAdd(place.Prefix, partition))
            {
                StoragePlace directory = new(target.Storage.Bucket, place.Prefix);
                await RequireEmptyAsync(directory, target.Position, cancellationToken);
            }

            files.Add((file.LocalPath, key));
        }

        IObjectStore store = parts.Buckets.Get(target.Storage.Bucket);
        try
        {
            await store.MoveInManyAsync(files, cancellationToken);
            await target.RegisterAsync([.. added.Values], cancellationToken);
        }
        catch
        {
            await store.DeleteAsync([.. files.Select(file => file.Key)], CancellationToken.None);
            throw;
        }
    }

    private static void RequireVisible(string key, string prefix, FileTarget target)
    {
        if (!new EntryKeys(target.Storage).IsOfTable(key, prefix))
        {
            throw new StatementException(
                ErrorCodes.StatementNotAllowed,
                $"a file '{key}' would not be read: names that begin with '_' or '.' are hidden, and the table has"
                    + " endings or exclusions of its own",
                target.Position,
                hint: null);
        }
    }

    private static async Task<T> LocatedAsync<T>(EmbeddedQuery query, Func<Task<T>> run)
    {
        try
        {
            return await run();
        }
        catch (TarnException exception) when (query.Locate(exception) is { } located)
        {
            throw located;
        }
    }
}
