using Microsoft.AspNetCore.Http;
using Tarn.Common;
using Tarn.Protocols.Aws.Access;
using Tarn.Protocols.Aws.Signing;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Json;

/// <summary>Answers the requests that name their operation in X-Amz-Target.</summary>
/// <param name="services">Those it knows.</param>
/// <param name="verifier">Tells who sends a request.</param>
/// <param name="gate">Knows what they may do.</param>
internal sealed class JsonHandler(
    IReadOnlyList<JsonService> services, SignatureVerifier verifier, ServiceGate gate)
{
    public const string TargetHeader = "x-amz-target";

    private const string DefaultContentType = "application/x-amz-json-1.1";

    private readonly JsonPermission _permission = new(gate);

    public async Task HandleAsync(HttpContext context, string requestId, CancellationToken cancellationToken)
    {
        string target = context.Request.Headers[TargetHeader].ToString();
        int dot = target.LastIndexOf('.');
        string prefix = dot < 0 ? "" : target[..dot];
        JsonService? service = services.FirstOrDefault(service => service.TargetPrefix == prefix);
        string contentType = service?.ContentType ?? DefaultContentType;
        try
        {
            using RequestBody? body = await RequestBody.TryReadAsync(context, cancellationToken);
            if (body is null)
            {
                return;
            }

            (AwsCall call, _) = verifier.Authenticate(context, body.Content.Span, requestId);
            JsonOperation operation = Find(service, target, dot);
            OperationSpan.Name(service!.Name, target[(dot + 1)..]);
            string? refusal = await _permission.FindRefusalAsync(
                service.ActionPrefix ?? service.Name,
                target[(dot + 1)..],
                service.FindResourcesAsync,
                body.Content,
                call,
                cancellationToken);
            if (refusal is not null)
            {
                throw JsonErrors.AccessDenied(refusal);
            }

            byte[] response = await operation.RunAsync(body.Content, call, cancellationToken);
            await JsonAnswer.WriteAsync(context, response, 200, contentType, cancellationToken);
        }
        catch (SignatureException exception)
        {
            await JsonAnswer.WriteAsync(context, JsonErrors.Of(exception), contentType, cancellationToken);
        }
        catch (AwsException exception)
        {
            await JsonAnswer.WriteAsync(context, exception, contentType, cancellationToken);
        }
        catch (TarnException exception) when (service?.Translate(exception) is { } translated)
        {
            await JsonAnswer.WriteAsync(context, translated, contentType, cancellationToken);
        }
    }

    private static JsonOperation Find(JsonService? service, string target, int dot) =>
        service?.Operations.GetValueOrDefault(target[(dot + 1)..]) ?? throw new AwsException(
            "UnknownOperationException",
            service is null
                ? $"Tarn has no service for the target '{target}'"
                : $"Tarn's {service.Name} has no operation '{target[(dot + 1)..]}'");
}
