using Tarn.Catalog.Editing;
using Tarn.Protocols.Aws.Json;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Glue.Functions;

/// <summary>
/// Functions of users, which are Java classes and which a lake has none of. Spark and Hive ask for them all the same.
/// </summary>
internal sealed class FunctionOperations(DatabaseEditor databases)
{
    public IEnumerable<KeyValuePair<string, JsonOperation>> All =>
    [
        new("GetUserDefinedFunctions", JsonOperation.Of(
            GlueJson.Default.FunctionsRequest,
            GlueJson.Default.FunctionsResponse,
            ListAsync,
            new() { Text = "there are none" })),
        new("GetUserDefinedFunction", JsonOperation.Of(
            GlueJson.Default.FunctionRequest, GlueJson.Default.Empty, GetAsync)),
        new("DeleteUserDefinedFunction", JsonOperation.Of(
            GlueJson.Default.FunctionRequest, GlueJson.Default.Empty, GetAsync)),
        new("CreateUserDefinedFunction", JsonOperation.Of(
            GlueJson.Default.CreateFunctionRequest,
            GlueJson.Default.Empty,
            CreateAsync,
            new() { Text = "always refused with `InvalidInputException`" })),
    ];

    private async Task<FunctionsResponse> ListAsync(
        FunctionsRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        if (request.DatabaseName is { } database)
        {
            await databases.GetAsync(GlueNames.Database(database), cancellationToken);
        }

        return new FunctionsResponse([]);
    }

    private async Task<Empty> GetAsync(FunctionRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        await databases.GetAsync(GlueNames.Database(request.DatabaseName), cancellationToken);
        throw new AwsException(GlueErrors.NotFound, $"there is no function '{request.FunctionName}'");
    }

    private Task<Empty> CreateAsync(CreateFunctionRequest request, AwsCall call, CancellationToken cancellationToken) =>
        throw new AwsException(
            GlueErrors.InvalidInput, "functions that are Java classes cannot be registered: nothing here can run them");
}
