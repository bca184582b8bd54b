using System.Globalization;
using Tarn.Catalog.Editing;
using Tarn.Catalog.Entries;
using Tarn.Common;
using Tarn.Protocols.Aws.Json;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Glue.Tables;

/// <summary>What a table was before it was changed.</summary>
internal sealed class TableVersions(CatalogStore entries, TableEditor editor)
{
    private const int KeyDigits = 19;

    public IEnumerable<KeyValuePair<string, JsonOperation>> All =>
    [
        new("GetTableVersion", JsonOperation.Of(
            GlueJson.Default.GetTableVersionRequest, GlueJson.Default.GetTableVersionResponse, GetAsync)),
        new("GetTableVersions", JsonOperation.Of(
            GlueJson.Default.GetTableVersionsRequest, GlueJson.Default.GetTableVersionsResponse, ListAsync)),
    ];

    /// <exception cref="AwsException"><c>InvalidInputException</c>: not the number of a version.</exception>
    public static long NumberOf(string versionId) =>
        long.TryParse(versionId, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            ? number
            : throw new AwsException(GlueErrors.InvalidInput, $"VersionId '{versionId}' is no number");

    private async Task<GetTableVersionResponse> GetAsync(
        GetTableVersionRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        TableName name = GlueNames.Table(request.DatabaseName, request.TableName);
        IReadOnlyList<TableEntry> versions = await ReadAsync(name, cancellationToken);
        long number = request.VersionId is { } id ? NumberOf(id) : versions[0].Version;
        TableEntry entry = versions.FirstOrDefault(version => version.Version == number) ?? throw new AwsException(
            GlueErrors.NotFound, $"table '{name}' has no version {number}");
        return new GetTableVersionResponse(VersionOf(entry));
    }

    private async Task<GetTableVersionsResponse> ListAsync(
        GetTableVersionsRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        TableName name = GlueNames.Table(request.DatabaseName, request.TableName);
        (IReadOnlyList<TableEntry> page, string? next) = Paging.LatestFirst(
            await ReadAsync(name, cancellationToken),
            version => version.Version.ToString($"D{KeyDigits}", CultureInfo.InvariantCulture),
            request.NextToken,
            request.MaxResults);
        return new GetTableVersionsResponse([.. page.Select(VersionOf)], next);
    }

    private async Task<IReadOnlyList<TableEntry>> ReadAsync(TableName name, CancellationToken cancellationToken)
    {
        await editor.GetEntryAsync(name, cancellationToken);
        return await entries.ListVersionsAsync(name, cancellationToken);
    }

    private static TableVersion VersionOf(TableEntry entry) =>
        new(TableAnswers.AnswerOf(entry), entry.Version.ToString(CultureInfo.InvariantCulture));
}
