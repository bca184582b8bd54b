using System.Text.Json;
using Tarn.Catalog.Editing;
using Tarn.Catalog.Entries;
using Tarn.Protocols.Aws.Json;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Glue.Databases;

/// <summary>Databases: made, read, changed, deleted.</summary>
internal sealed class DatabaseOperations(DatabaseEditor databases)
{
    public IEnumerable<KeyValuePair<string, JsonOperation>> All =>
    [
        new("CreateDatabase", JsonOperation.Of(
            GlueJson.Default.CreateDatabaseRequest, GlueJson.Default.Empty, CreateAsync)),
        new("GetDatabase", JsonOperation.Of(
            GlueJson.Default.GetDatabaseRequest, GlueJson.Default.GetDatabaseResponse, GetAsync)),
        new("GetDatabases", JsonOperation.Of(
            GlueJson.Default.GetDatabasesRequest, GlueJson.Default.GetDatabasesResponse, ListAsync)),
        new("UpdateDatabase", JsonOperation.Of(
            GlueJson.Default.UpdateDatabaseRequest, GlueJson.Default.Empty, UpdateAsync)),
        new("DeleteDatabase", JsonOperation.Of(
            GlueJson.Default.DeleteDatabaseRequest,
            GlueJson.Default.Empty,
            DeleteAsync,
            new() { Text = "zones cannot be deleted" })),
    ];

    private async Task<Empty> CreateAsync(
        CreateDatabaseRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        string name = GlueNames.Database(request.DatabaseInput.Name ?? "");
        await databases.CreateAsync(EntryOf(name, request.DatabaseInput) with
        {
            Tags = request.Tags ?? new Dictionary<string, string>(),
        }, cancellationToken);
        return new Empty();
    }

    private async Task<GetDatabaseResponse> GetAsync(
        GetDatabaseRequest request, AwsCall call, CancellationToken cancellationToken) =>
        new(AnswerOf(await databases.GetAsync(GlueNames.Database(request.Name), cancellationToken)));

    private async Task<GetDatabasesResponse> ListAsync(
        GetDatabasesRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        (IReadOnlyList<DatabaseEntry> page, string? next) = Paging.Page(
            await databases.ListAsync(cancellationToken),
            database => database.Name,
            request.NextToken,
            request.MaxResults);
        return new GetDatabasesResponse([.. page.Select(AnswerOf)], next);
    }

    private async Task<Empty> UpdateAsync(
        UpdateDatabaseRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        string name = GlueNames.Database(request.Name);
        if (GlueNames.Database(request.DatabaseInput.Name ?? name) != name)
        {
            throw new AwsException(GlueErrors.InvalidInput, $"database '{name}' cannot get another name");
        }

        DatabaseEntry current = await databases.GetAsync(name, cancellationToken);
        DatabaseEntry next = EntryOf(name, request.DatabaseInput) with { Owner = current.Owner, Tags = current.Tags };
        await databases.UpdateAsync(next, cancellationToken);
        return new Empty();
    }

    private async Task<Empty> DeleteAsync(
        DeleteDatabaseRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        await databases.DeleteAsync(GlueNames.Database(request.Name), cancellationToken);
        return new Empty();
    }

    private static DatabaseEntry EntryOf(string name, DatabaseInput input) => new(name)
    {
        Description = input.Description,
        LocationUri = input.LocationUri,
        Properties = input.Parameters ?? new Dictionary<string, string>(),
        Details = JsonSerializer.Serialize(input, GlueJson.Default.DatabaseInput),
    };

    private static DatabaseAnswer AnswerOf(DatabaseEntry database)
    {
        DatabaseInput? said = database.Details is { } details
            ? JsonSerializer.Deserialize(details, GlueJson.Default.DatabaseInput)
            : null;
        return new DatabaseAnswer
        {
            Name = database.Name,
            Description = database.Description,
            LocationUri = database.LocationUri,
            Parameters = database.Properties.Count > 0 ? database.Properties : said?.Parameters,
            CreateTime = database.CreatedAt == default ? null : database.CreatedAt,
            CreateTableDefaultPermissions = said?.CreateTableDefaultPermissions,
            TargetDatabase = said?.TargetDatabase,
            CatalogId = AwsAccount.Id,
        };
    }
}
