using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Tarn.Common;
using Tarn.Protocols.Aws.Access;
using Tarn.Protocols.Aws.Json;
using Tarn.Protocols.Aws.Signing;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Rest;

/// <summary>Answers the requests that name their operation by method and path.</summary>
/// <param name="services">Those it knows.</param>
/// <param name="verifier">Tells who sends a request.</param>
/// <param name="gate">Knows what they may do.</param>
internal sealed class RestHandler(
    IReadOnlyList<RestService> services, SignatureVerifier verifier, ServiceGate gate)
{
    private const string ContentType = "application/json";

    private readonly JsonPermission _permission = new(gate);

    /// <summary>The service that a request was signed for; null when it is none of these.</summary>
    public RestService? Find(HttpRequest request)
    {
        string authorization = request.Headers[HeaderNames.Authorization].ToString();
        return services.FirstOrDefault(
            service => authorization.Contains($"/{service.Name}/aws4_request", StringComparison.Ordinal));
    }

    public async Task HandleAsync(
        HttpContext context, RestService service, string requestId, CancellationToken cancellationToken)
    {
        try
        {
            using RequestBody? body = await RequestBody.TryReadAsync(context, cancellationToken);
            if (body is null)
            {
                return;
            }

            (AwsCall call, _) = verifier.Authenticate(context, body.Content.Span, requestId);
            RequestHead head = RequestHeads.Of(context);
            RestOperation operation = service.Operations.FirstOrDefault(operation =>
                operation.Method == head.Method && operation.Path.Match(head.RawPath) is not null)
                ?? throw new AwsException(
                    "UnknownOperationException", $"Tarn's {service.Name} has no {head.Method} {head.RawPath}", 404);
            OperationSpan.Name(service.Name, operation.Name);
            byte[] members = operation.MembersOf(head, body.Content);
            string? refusal = await _permission.FindRefusalAsync(
                service.Name, operation.Name, service.FindResourcesAsync, members, call, cancellationToken);
            if (refusal is not null)
            {
                throw new AwsException("AccessDeniedException", refusal, 403);
            }

            byte[] answer = await operation.RunAsync(members, call, cancellationToken);
            await JsonAnswer.WriteAsync(context, answer, 200, ContentType, cancellationToken);
        }
        catch (SignatureException exception)
        {
            await JsonAnswer.WriteAsync(context, JsonErrors.Of(exception), ContentType, cancellationToken);
        }
        catch (AwsException exception)
        {
            await JsonAnswer.WriteAsync(context, exception, ContentType, cancellationToken);
        }
        catch (TarnException exception) when (service.Translate(exception) is { } translated)
        {
            await JsonAnswer.WriteAsync(context, translated, ContentType, cancellationToken);
        }
    }
}
