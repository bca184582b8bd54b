using System.Globalization;
using Tarn.Catalog;
using Tarn.Catalog.External;
using Tarn.Catalog.Files;
using Tarn.Common;
using Tarn.Storage;
using Tarn.Tables;

namespace Tarn.Queries.Reuse;

/// <summary>
/// A text that changes whenever the rows of a table may: the version of a managed table, definition and files (key,
/// size and ETag) of one that is files in place, the SELECT of a view.
/// </summary>
internal sealed class TableIdentity(TableCatalog catalog)
{
    /// <exception cref="TarnException">A managed table has no data yet, or the catalog cannot be read.</exception>
    /// <returns>Null when rows of it must not be kept: some of its files may be encrypted.</returns>
    public async Task<string?> OfAsync(CatalogTable table, CancellationToken cancellationToken) => table switch
    {
        CatalogTable.Managed managed => await OfManagedAsync(managed, cancellationToken),
        CatalogTable.Files files when catalog.Store(files.Definition).MayHaveEncrypted => null,
        CatalogTable.External external when catalog.Store(external).MayHaveEncrypted => null,
        CatalogTable.Files files => await OfFilesAsync(files.Definition, cancellationToken),
        CatalogTable.External external => await OfExternalAsync(external, cancellationToken),
        CatalogTable.View => StatementInputs.ViewText(table)!,
        _ => throw new InvalidOperationException($"no way to tell versions of {table.GetType().Name}"),
    };

    private async Task<string> OfManagedAsync(CatalogTable.Managed table, CancellationToken cancellationToken)
    {
        TableSnapshot snapshot = await catalog.LoadAsync(table, cancellationToken);
        return string.Create(
            CultureInfo.InvariantCulture, $"{table.Bucket}/{table.Root} {snapshot.Id} {snapshot.Version}");
    }

    private async Task<string> OfFilesAsync(FileTableDefinition table, CancellationToken cancellationToken)
    {
        IReadOnlyList<ObjectInfo> files = await FileTableListing
            .ListAsync(table, catalog.Store(table), cancellationToken);
        IEnumerable<string> columns = table.Columns.Select(
            column => $"{column.Name} {column.EngineType} {string.Join('\t', column.From)}");
        CsvFormat csv = table.Csv;
        string format = $"{csv.Delimiter}\t{csv.Quote}\t{csv.Encoding}\t{string.Join('\t', csv.NullValues)}";
        format = table.Format == FileTableFormat.ByExtension ? format : $"{format}\t{table.Format}";
        return string.Join('\n', [table.Bucket, format, .. columns, "", .. files.Select(Text)]);
    }

    private async Task<string> OfExternalAsync(CatalogTable.External table, CancellationToken cancellationToken)
    {
        IReadOnlyList<ExternalFile> files = await catalog.ListFilesAsync(table, [], cancellationToken);
        string entry = string.Create(
            CultureInfo.InvariantCulture,
            $"{table.Name} {table.Described.Version} {table.Described.CreatedAt:O} {table.Described.UpdatedAt:O}");
        return string.Join(
            '\n', [entry, .. files.Select(file => $"{Text(file.Object)}\t{string.Join('\t', file.Values)}")]);
    }

    private static string Text(ObjectInfo file) =>
        string.Create(CultureInfo.InvariantCulture, $"{file.Key}\t{file.SizeBytes}\t{file.ETag}");
}
