using Microsoft.AspNetCore.Http;
using Tarn.Common;
using Tarn.Protocols.Aws.Access;
using Tarn.Protocols.Aws.Json;
using Tarn.Protocols.Aws.Query;
using Tarn.Protocols.Aws.S3;
using Tarn.Protocols.Aws.Signing;

namespace Tarn.Protocols.Aws;

/// <summary>
/// The one door for AWS clients. A request is for a service by how it says so: X-Amz-Target, a form with an Action, or
/// neither, which is S3.
/// </summary>
public sealed class AwsEndpoint
{
    private readonly IIdSource _ids;
    private readonly JsonHandler _json;
    private readonly QueryHandler _query;
    private readonly S3Handler _s3;

    internal AwsEndpoint(
        IReadOnlyList<JsonService> jsonServices,
        IReadOnlyList<QueryService> queryServices,
        S3Handler s3,
        SignatureVerifier verifier,
        ServiceGate gate,
        IIdSource ids)
    {
        _ids = ids;
        _s3 = s3;
        _json = new JsonHandler(jsonServices, verifier, gate);
        _query = new QueryHandler(queryServices, verifier, gate);
    }

    public async Task HandleAsync(HttpContext context)
    {
        string requestId = UniversalId.Of(_ids.NextId());
        context.Response.Headers["x-amzn-RequestId"] = requestId;
        if (context.Request.Headers.ContainsKey(JsonHandler.TargetHeader))
        {
            await _json.HandleAsync(context, requestId, context.RequestAborted);
        }
        else if (QueryHandler.IsForm(context.Request))
        {
            await _query.HandleAsync(context, requestId, context.RequestAborted);
        }
        else
        {
            await _s3.HandleAsync(context, requestId);
        }
    }
}
