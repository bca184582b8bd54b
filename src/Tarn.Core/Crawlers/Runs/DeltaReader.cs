using Tarn.Catalog.Entries;
using Tarn.Common;
using Tarn.Crawlers.Classifying;
using Tarn.Crawlers.Inference;
using Tarn.Engine;
using Tarn.Storage;
using Tarn.Tables;

namespace Tarn.Crawlers.Runs;

/// <summary>The columns of Delta tables that others wrote, from their logs.</summary>
internal sealed class DeltaReader(DuckInstance engine, TimeProvider timeProvider, IIdSource ids)
{
    public async Task<Classification> ReadAsync(
        IObjectStore store, string logKey, CancellationToken cancellationToken)
    {
        try
        {
            DeltaTable table = new(store, TargetListing.RootOf(logKey), engine, timeProvider, ids);
            return await table.LoadAsync(cancellationToken) is { } snapshot
                ? new Classification.Known(await DescribeAsync(snapshot, cancellationToken))
                : new Classification.Gone();
        }
        catch (TarnException exception)
            when (exception.Code is ErrorCodes.TableCorrupt or ErrorCodes.TableUnsupported)
        {
            return new Classification.Junk($"it is a Delta table that cannot be read: {exception.Message}");
        }
    }

    private async Task<FileSchema> DescribeAsync(TableSnapshot snapshot, CancellationToken cancellationToken)
    {
        IEnumerable<string> columns = snapshot.Fields
            .Select(field => $"CAST(NULL AS {field.EngineType}) AS {SqlText.Identifier(field.Name)}");
        using DuckConnection connection = engine.Connect();
        await using RowReader reader = await connection.QueryAsync(
            $"SELECT {SqlText.List(columns)} LIMIT 0", cancellationToken);
        return new FileSchema
        {
            Format = DataFormat.Parquet,
            IsDelta = true,
            Columns = [.. reader.Columns.Select(column => EngineTypes.Column(column.Name, column.Type))],
        };
    }
}
