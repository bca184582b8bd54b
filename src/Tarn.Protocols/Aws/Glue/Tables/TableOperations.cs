using System.Text.Json;
using Tarn.Catalog;
using Tarn.Catalog.Editing;
using Tarn.Catalog.Entries;
using Tarn.Common;
using Tarn.Protocols.Aws.Json;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Glue.Tables;

/// <summary>Tables: made, read, changed, deleted.</summary>
internal sealed class TableOperations(TableEditor editor, TableListing listing)
{
    private const int BatchMax = 100;

    public IEnumerable<KeyValuePair<string, JsonOperation>> All =>
    [
        new("CreateTable", JsonOperation.Of(
            GlueJson.Default.CreateTableRequest,
            GlueJson.Default.Empty,
            CreateAsync,
            new()
            {
                Text = "all fields of `TableInput` are given back; a table needs a location;"
                    + " names are letters, digits and `_`",
            })),
        new("GetTable", JsonOperation.Of(
            GlueJson.Default.GetTableRequest, GlueJson.Default.GetTableResponse, GetAsync)),
        new("GetTables", JsonOperation.Of(
            GlueJson.Default.GetTablesRequest, GlueJson.Default.GetTablesResponse, ListAsync)),
        new("UpdateTable", JsonOperation.Of(
            GlueJson.Default.UpdateTableRequest,
            GlueJson.Default.Empty,
            UpdateAsync,
            new() { Text = "`VersionId` is a lock; every earlier version is kept" })),
        new("DeleteTable", JsonOperation.Of(
            GlueJson.Default.DeleteTableRequest,
            GlueJson.Default.Empty,
            DeleteAsync,
            new() { Text = "`tarn catalog undrop` brings it back" })),
        new("BatchDeleteTable", JsonOperation.Of(
            GlueJson.Default.BatchDeleteTableRequest, GlueJson.Default.BatchDeleteTableResponse, DeleteAllAsync)),
    ];

    private async Task<Empty> CreateAsync(
        CreateTableRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        await editor.CreateAsync(EntryOf(request.DatabaseName, request.TableInput), cancellationToken);
        return new Empty();
    }

    private async Task<GetTableResponse> GetAsync(
        GetTableRequest request, AwsCall call, CancellationToken cancellationToken) =>
        new(await listing.GetAsync(GlueNames.Table(request.DatabaseName, request.Name), cancellationToken));

    private async Task<GetTablesResponse> ListAsync(
        GetTablesRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        IReadOnlyList<CatalogTable> tables = await listing.ListAsync(
            GlueNames.Database(request.DatabaseName), request.Expression, cancellationToken);
        (IReadOnlyList<CatalogTable> page, string? next) = Paging.Page(
            tables, table => table.Name.Table, request.NextToken, request.MaxResults);
        return new GetTablesResponse(await listing.AnswerAsync(page, cancellationToken), next);
    }

    private async Task<Empty> UpdateAsync(
        UpdateTableRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        long? expected = string.IsNullOrEmpty(request.VersionId) ? null : TableVersions.NumberOf(request.VersionId);
        TableEntry entry = EntryOf(request.DatabaseName, request.TableInput);
        await editor.UpdateAsync(entry, expected, cancellationToken);
        return new Empty();
    }

    private async Task<Empty> DeleteAsync(
        DeleteTableRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        await editor.DeleteAsync(GlueNames.Table(request.DatabaseName, request.Name), cancellationToken);
        return new Empty();
    }

    private async Task<BatchDeleteTableResponse> DeleteAllAsync(
        BatchDeleteTableRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        Batch.RequireSize("tablesToDelete", request.TablesToDelete.Count, BatchMax);
        List<TableError> errors = [];
        foreach (string table in request.TablesToDelete)
        {
            AwsException? problem = await Batch.TryAsync(() => editor.DeleteAsync(
                GlueNames.Table(request.DatabaseName, table), cancellationToken));
            if (problem is not null)
            {
                errors.Add(new TableError(table, ErrorDetail.Of(problem)));
            }
        }

        return new BatchDeleteTableResponse(errors);
    }

    private static TableEntry EntryOf(string database, TableInput input)
    {
        TableName name = GlueNames.Table(database, input.Name ?? "");
        return TableInputs.HiveOf(name, input).ToEntry() with
        {
            Details = JsonSerializer.Serialize(input, GlueJson.Default.TableInput),
        };
    }
}
