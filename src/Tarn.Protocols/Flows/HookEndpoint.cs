using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Tarn.Common;
using Tarn.Flows;
using Tarn.Flows.Events;
using Tarn.Protocols.Streams;
using Tarn.Protocols.Streams.Access;
using Tarn.Protocols.Streams.Bodies;

namespace Tarn.Protocols.Flows;

/// <summary>
/// Requests that start triggers: <c>POST /hooks/NAME</c> with the token of the trigger, or signed with its secret. A
/// 202 is sent once it is kept that the trigger is to start what it names.
/// </summary>
/// <param name="catalog">Has the triggers.</param>
/// <param name="watch">Starts what they name.</param>
/// <param name="timeProvider">Judges how old signatures are.</param>
public sealed class HookEndpoint(FlowCatalog catalog, TriggerWatch watch, TimeProvider timeProvider)
{
    private const string PathStart = "/hooks";
    private const string BearerStart = "Bearer ";
    private const int BodyBytesMax = 1024 * 1024;

    /// <summary>Whether the request is one for a webhook.</summary>
    public static bool IsFor(HttpRequest request) =>
        HttpMethods.IsPost(request.Method)
        && request.Path.StartsWithSegments(PathStart, StringComparison.Ordinal, out PathString rest)
        && rest.Value is { Length: > 1 }
        && !PlainRequests.IsForAws(request);

    public async Task HandleAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Request.Path.StartsWithSegments(PathStart, out PathString rest);
        try
        {
            byte[]? body = await PlainBody.TryReadAsync(context.Request, BodyBytesMax, context.RequestAborted);
            if (body is null)
            {
                return;
            }

            Trigger trigger = await AdmitAsync(context.Request, rest.Value![1..], body, context.RequestAborted);
            string id = await watch.CallAsync(trigger, Encoding.UTF8.GetString(body), context.RequestAborted);
            await PutAnswer.WriteAsync(context, id);
        }
        catch (PlainException exception)
        {
            await PutAnswer.WriteAsync(context, exception);
        }
        catch (TarnException exception) when (exception.Code == ErrorCodes.BadArgument)
        {
            await PutAnswer.WriteAsync(context, PlainException.Bad(exception.Message));
        }
        catch (TarnException exception) when (PlainException.Of(exception) is { } translated)
        {
            await PutAnswer.WriteAsync(context, translated);
        }
    }

    /// <summary>Who does not know the token is not told whether there is such a trigger.</summary>
    private async Task<Trigger> AdmitAsync(
        HttpRequest request, string name, byte[] body, CancellationToken cancellationToken)
    {
        Trigger? trigger = await catalog.FindTriggerAsync(name, cancellationToken);
        bool isGood = trigger is { IsOn: true, Event.Webhook: { } webhook } && IsGood(webhook, request, body);
        return isGood ? trigger! : throw PlainException.Unknown(
            "there is no such webhook, or the request has neither its token, as Authorization: Bearer TOKEN, nor its"
            + " signature");
    }

    private bool IsGood(WebhookFilter webhook, HttpRequest request, byte[] body)
    {
        if (webhook.Signature is { } signature)
        {
            return WebhookSignatures.IsGood(
                signature, request.Headers[signature.Header].ToString(), body, timeProvider.GetUtcNow());
        }

        string authorization = request.Headers.Authorization.ToString();
        return authorization.StartsWith(BearerStart, StringComparison.OrdinalIgnoreCase)
            && CryptographicOperations.FixedTimeEquals(
                SHA256.HashData(Encoding.UTF8.GetBytes(webhook.Token!)),
                SHA256.HashData(Encoding.UTF8.GetBytes(authorization[BearerStart.Length..].Trim())));
    }
}
