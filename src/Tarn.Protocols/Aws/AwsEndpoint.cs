using Microsoft.AspNetCore.Http;
using Tarn.Common;
using Tarn.Protocols.Aws.Access;
using Tarn.Protocols.Aws.Json;
using Tarn.Protocols.Aws.Query;
using Tarn.Protocols.Aws.Rest;
using Tarn.Protocols.Aws.S3;
using Tarn.Protocols.Aws.Signing;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws;

/// <summary>
/// The one door for AWS clients. A request is for a service by how it says so: X-Amz-Target, a form with an Action, the
/// scope of its signature, or none of them, which is S3.
/// </summary>
public sealed class AwsEndpoint
{
    private readonly IIdSource _ids;
    private readonly JsonHandler _json;
    private readonly QueryHandler _query;
    private readonly RestHandler _rest;
    private readonly S3Handler _s3;
    private readonly IReadOnlyList<JsonService> _jsonServices;
    private readonly IReadOnlyList<QueryService> _queryServices;
    private readonly IReadOnlyList<RestService> _restServices;
    private readonly IReadOnlyList<S3Operation> _s3Operations;

    internal AwsEndpoint(
        IReadOnlyList<JsonService> jsonServices,
        IReadOnlyList<QueryService> queryServices,
        IReadOnlyList<RestService> restServices,
        IReadOnlyList<S3Operation> s3Operations,
        S3Handler s3,
        SignatureVerifier verifier,
        ServiceGate gate,
        IIdSource ids)
    {
        _ids = ids;
        _s3 = s3;
        _jsonServices = jsonServices;
        _queryServices = queryServices;
        _restServices = restServices;
        _s3Operations = s3Operations;
        _json = new JsonHandler(jsonServices, verifier, gate);
        _query = new QueryHandler(queryServices, verifier, gate);
        _rest = new RestHandler(restServices, verifier, gate);
    }

    /// <summary>All that it answers.</summary>
    internal IEnumerable<ServedOperations> Operations =>
    [
        new("s3", [.. _s3Operations.Select(operation => new ServedOperation(operation.Name, operation.Note))]),
        .. _jsonServices.Select(service => new ServedOperations(
            service.Name,
            [.. service.Operations.Select(pair =>
                new ServedOperation(pair.Key, pair.Value.Note) { Members = pair.Value.Members })])),
        .. _queryServices.Select(service => new ServedOperations(
            service.Name,
            [.. service.Operations.Keys.Select(name =>
                new ServedOperation(name, service.Notes.GetValueOrDefault(name) ?? OperationNote.None))])),
        .. _restServices.Select(service => new ServedOperations(
            service.Name,
            [.. service.Operations.Select(operation =>
                new ServedOperation(operation.Name, operation.Note) { Members = operation.Members })])),
    ];

    public async Task HandleAsync(HttpContext context)
    {
        string requestId = UniversalId.Of(_ids.NextId());
        context.Response.Headers["x-amzn-RequestId"] = requestId;
        if (ExpectsInVain(context.Request))
        {
            context.Response.Headers.Connection = "close";
        }

        if (context.Request.Headers.ContainsKey(JsonHandler.TargetHeader))
        {
            await _json.HandleAsync(context, requestId, context.RequestAborted);
        }
        else if (QueryHandler.IsForm(context.Request))
        {
            await _query.HandleAsync(context, requestId, context.RequestAborted);
        }
        else if (_query.IsLink(context.Request))
        {
            await _query.FollowAsync(context, requestId, context.RequestAborted);
        }
        else if (_rest.Find(context.Request) is { } service)
        {
            await _rest.HandleAsync(context, service, requestId, context.RequestAborted);
        }
        else
        {
            await _s3.HandleAsync(context, requestId);
        }
    }

    /// <summary>
    /// Whether the client waits to be told to send a body that is empty. The server tells it only when it reads one,
    /// and botocore reads the answer to its next such request on that connection wrongly, waiting for more of it.
    /// </summary>
    private static bool ExpectsInVain(HttpRequest request) =>
        request.ContentLength == 0 && request.Headers.Expect.Count > 0;
}
