using System.Text.Json;
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

    public async Task HandleAsync(HttpContext context, string requestId, CancellationToken cancellationToken)
    {
        string target = context.Request.Headers[TargetHeader].ToString();
        int dot = target.LastIndexOf('.');
        string prefix = dot < 0 ? "" : target[..dot];
        JsonService? service = services.FirstOrDefault(service => service.TargetPrefix == prefix);
        string contentType = service?.ContentType ?? DefaultContentType;
        try
        {
            using RequestBody body = await RequestBody.ReadAsync(context, cancellationToken);
            (AwsCall call, _) = verifier.Authenticate(context, body.Content.Span, requestId);
            JsonOperation operation = Find(service, target, dot);
            OperationSpan.Name(service!.Name, target[(dot + 1)..]);
            if (await FindRefusalAsync(service, target[(dot + 1)..], body.Content, call, cancellationToken)
                is { } refusal)
            {
                throw JsonErrors.AccessDenied(refusal);
            }

            byte[] response = await operation.RunAsync(body.Content, call, cancellationToken);
            await WriteAsync(context, response, 200, contentType, cancellationToken);
        }
        catch (SignatureException exception)
        {
            await WriteAsync(context, JsonErrors.Of(exception), contentType, cancellationToken);
        }
        catch (AwsException exception)
        {
            await WriteAsync(context, exception, contentType, cancellationToken);
        }
        catch (TarnException exception) when (service?.Translate(exception) is { } translated)
        {
            await WriteAsync(context, translated, contentType, cancellationToken);
        }
    }

    /// <summary>Null when whoever signed may do it to all that the request is about; otherwise why not.</summary>
    private async ValueTask<string?> FindRefusalAsync(
        JsonService service,
        string operation,
        ReadOnlyMemory<byte> body,
        AwsCall call,
        CancellationToken cancellationToken)
    {
        if (call.Caller.IsOwners)
        {
            return null;
        }

        string action = $"{service.ActionPrefix ?? service.Name}:{operation}";
        using RequestMembers members = RequestMembers.Of(body);
        IReadOnlyList<string> resources = service.FindResourcesAsync is { } find
            ? await find(operation, members, call, cancellationToken)
            : [];
        List<string?> asked = [.. resources];
        if (asked.Count == 0)
        {
            asked.Add(null);
        }

        foreach (string? resource in asked)
        {
            if (await gate.FindRefusalAsync(call, action, resource, policy: null, cancellationToken) is { } refusal)
            {
                return refusal;
            }
        }

        return null;
    }

    private static JsonOperation Find(JsonService? service, string target, int dot) =>
        service?.Operations.GetValueOrDefault(target[(dot + 1)..]) ?? throw new AwsException(
            "UnknownOperationException",
            service is null
                ? $"Tarn has no service for the target '{target}'"
                : $"Tarn's {service.Name} has no operation '{target[(dot + 1)..]}'");

    private static Task WriteAsync(
        HttpContext context, AwsException exception, string contentType, CancellationToken cancellationToken)
    {
        using MemoryStream body = new();
        using (Utf8JsonWriter writer = new(body))
        {
            writer.WriteStartObject();
            writer.WriteString("__type", exception.Code);

            // Services spell it both ways, and clients read both.
            writer.WriteString("message", exception.Message);
            writer.WriteString("Message", exception.Message);
            foreach ((string name, string value) in exception.Details)
            {
                writer.WriteString(name, value);
            }

            writer.WriteEndObject();
        }

        context.Response.Headers["x-amzn-ErrorType"] = exception.Code;
        return WriteAsync(context, body.ToArray(), exception.Status, contentType, cancellationToken);
    }

    private static async Task WriteAsync(
        HttpContext context, byte[] body, int status, string contentType, CancellationToken cancellationToken)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, cancellationToken);
    }
}
