using System.Text;
using System.Xml;
using Microsoft.AspNetCore.Http;
using Tarn.Common;
using Tarn.Protocols.Aws.Access;
using Tarn.Protocols.Aws.Signing;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Query;

/// <summary>Answers the requests whose body is a form with an Action.</summary>
/// <param name="services">Those it knows.</param>
/// <param name="verifier">Tells who sends a request.</param>
/// <param name="gate">Knows what they may do.</param>
internal sealed class QueryHandler(
    IReadOnlyList<QueryService> services, SignatureVerifier verifier, ServiceGate gate)
{
    private const string FormType = "application/x-www-form-urlencoded";

    public static bool IsForm(HttpRequest request) =>
        HttpMethods.IsPost(request.Method)
        && request.ContentType?.StartsWith(FormType, StringComparison.OrdinalIgnoreCase) == true;

    public async Task HandleAsync(HttpContext context, string requestId, CancellationToken cancellationToken)
    {
        QueryService? service = null;
        try
        {
            using RequestBody? body = await RequestBody.TryReadAsync(context, cancellationToken);
            if (body is null)
            {
                return;
            }

            QueryRequest request = QueryRequest.Parse(body.Content.Span);
            service = services.FirstOrDefault(service => service.Version == request.Version);
            if (service?.Refusals.GetValueOrDefault(request.Action) is { } refused)
            {
                throw new AwsException(refused.Code, refused.Message, refused.Status);
            }

            (AwsCall call, CredentialScope scope) = verifier.Authenticate(
                context, body.Content.Span, requestId);
            service = services.FirstOrDefault(service => service.Name == scope.Service);
            QueryOperation operation = service?.Operations.GetValueOrDefault(request.Action) ?? throw new AwsException(
                "InvalidAction", $"Tarn's {scope.Service} has no operation '{request.Action}'");
            string action = $"{service.Name}:{request.Action}";
            OperationSpan.Name(service.Name, request.Action);
            if (!service.OpenOperations.Contains(request.Action)
                && await gate.FindRefusalAsync(context, call, action, cancellationToken) is { } refusal)
            {
                throw QueryErrors.AccessDenied(refusal);
            }

            ResultWriter result = await operation(request, call, cancellationToken);
            await XmlAnswer.WriteAsync(
                context, 200, writer => WriteResult(writer, service, request, requestId, result));
        }
        catch (SignatureException exception)
        {
            await WriteAsync(context, QueryErrors.Of(exception), service, requestId);
        }
        catch (AwsException exception)
        {
            await WriteAsync(context, exception, service, requestId);
        }
        catch (TarnException exception) when (service?.Translate(exception) is { } translated)
        {
            await WriteAsync(context, translated, service, requestId);
        }
    }

    /// <summary>Whether the request follows a link of one of the services.</summary>
    public bool IsLink(HttpRequest request) => FindLink(request) is not null;

    /// <summary>Does what a link says.</summary>
    public async Task FollowAsync(HttpContext context, string requestId, CancellationToken cancellationToken)
    {
        QueryService service = FindLink(context.Request)!;
        try
        {
            QueryRequest request = QueryRequest.Parse(
                Encoding.UTF8.GetBytes(context.Request.QueryString.Value!.TrimStart('?')));
            OperationSpan.Name(service.Name, request.Action);
            ResultWriter result = await service.Links[request.Action](request, cancellationToken);
            await XmlAnswer.WriteAsync(
                context, 200, writer => WriteResult(writer, service, request, requestId, result));
        }
        catch (AwsException exception)
        {
            await WriteAsync(context, exception, service, requestId);
        }
        catch (TarnException exception) when (service.Translate(exception) is { } translated)
        {
            await WriteAsync(context, translated, service, requestId);
        }
    }

    private QueryService? FindLink(HttpRequest request) =>
        HttpMethods.IsGet(request.Method)
        && request.Path == "/"
        && request.Headers.Authorization.Count == 0
        && request.Query["Action"] is [{ } action]
            ? services.FirstOrDefault(service => service.Links.ContainsKey(action))
            : null;

    private static void WriteResult(
        XmlWriter writer, QueryService service, QueryRequest request, string requestId, ResultWriter result)
    {
        writer.WriteStartElement(request.Action + "Response", service.Namespace);
        writer.WriteStartElement(request.Action + "Result");
        result(writer);
        writer.WriteEndElement();
        writer.WriteStartElement("ResponseMetadata");
        writer.WriteElementString("RequestId", requestId);
        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    private static Task WriteAsync(
        HttpContext context, AwsException exception, QueryService? service, string requestId) =>
        XmlAnswer.WriteAsync(context, exception.Status, writer =>
        {
            writer.WriteStartElement("ErrorResponse", service?.Namespace ?? "");
            writer.WriteStartElement("Error");
            writer.WriteElementString("Type", exception.Status < 500 ? "Sender" : "Receiver");
            writer.WriteElementString("Code", exception.Code);
            writer.WriteElementString("Message", exception.Message);
            writer.WriteEndElement();
            writer.WriteElementString("RequestId", requestId);
            writer.WriteEndElement();
        });
}
