using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Tarn.Common;
using Tarn.Protocols.Aws.S3.Access;
using Tarn.Protocols.Aws.S3.Cors;
using Tarn.Protocols.Aws.S3.Forms;
using Tarn.Protocols.Aws.Signing;
using Tarn.Protocols.Aws.Wire;
using Tarn.Security;

namespace Tarn.Protocols.Aws.S3;

/// <summary>Answers what is neither JSON nor a form: S3's REST interface.</summary>
internal sealed class S3Handler(
    S3Routes routes,
    CorsAnswers cors,
    SignatureVerifier verifier,
    LegacyPresignedQuery legacy,
    PostObject posts,
    S3Access access)
{
    public async Task HandleAsync(HttpContext context, string requestId)
    {
        RequestHead head = RequestHeads.Of(context);
        SetIds(context, requestId);
        try
        {
            S3Target target = S3Target.Of(head);
            if (HttpMethods.IsOptions(context.Request.Method))
            {
                // Browsers ask before they sign.
                await cors.AnswerPreflightAsync(context, target);
                return;
            }

            await cors.DescribeAsync(context, target);
            if (PostedForm.IsThere(context.Request, target))
            {
                await posts.RunAsync(context, head, target, requestId, access);
                return;
            }

            (AwsCall caller, Stream body) = Authenticate(context, head, target, requestId);
            await using Stream owned = body;
            S3Call call = new()
            {
                Context = context,
                Head = head,
                Target = target,
                Caller = caller,
                Access = access,
                Body = body,
            };
            S3Operation operation = routes.Find(head, target);
            OperationSpan.Name("s3", operation.Name);
            await access.RequireAsync(operation, call);
            await operation.RunAsync(call);
        }
        catch (SignatureException exception)
        {
            bool isPresigned = head.QueryValue(PresignedQuery.SignatureName) is not null;
            await WriteAsync(context, S3Errors.Of(exception, isPresigned), head, requestId);
        }
        catch (AwsException exception)
        {
            await WriteAsync(context, exception, head, requestId);
        }
        catch (TarnException exception)
        {
            await WriteAsync(context, S3Errors.Of(exception), head, requestId);
        }
    }

    private (AwsCall Caller, Stream Body) Authenticate(
        HttpContext context, RequestHead head, S3Target target, string requestId)
    {
        Stream body = context.Request.Body;
        if (LegacyPresignedQuery.IsThere(head))
        {
            return (Caller(context, legacy.Verify(head, target.Resource), "us-east-1", requestId), body);
        }

        VerifiedSignature signature = verifier.Verify(head, bodySha256: null)
            ?? throw new SignatureException(SignatureProblem.Missing, "nothing is signed");
        Stream checkedBody = signature.Payload switch
        {
            PayloadKind.Hashed hashed => new HashedBody(body, hashed.Sha256),
            PayloadKind.Chunked chunked => new SizedBody(
                new ChunkedBody(body, chunked, signature), DecodedLength(context.Request)),
            _ => body,
        };
        return (Caller(context, signature.AccessKey, signature.Scope.Region, requestId), checkedBody);
    }

    private static AwsCall Caller(HttpContext context, AccessKey key, string region, string requestId) =>
        new() { Http = context, Caller = key, Region = region, RequestId = requestId };

    private static long? DecodedLength(HttpRequest request) =>
        long.TryParse(
            request.Headers["x-amz-decoded-content-length"].ToString(),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out long length)
            ? length
            : null;

    private static void SetIds(HttpContext context, string requestId)
    {
        byte[] hash = SHA256.HashData(Encoding.ASCII.GetBytes(requestId));
        context.Response.Headers["x-amz-request-id"] = Convert.ToHexString(hash.AsSpan(0, 8));
        context.Response.Headers["x-amz-id-2"] = Convert.ToBase64String(hash);
    }

    private static Task WriteAsync(HttpContext context, AwsException exception, RequestHead head, string requestId)
    {
        if (context.Response.HasStarted)
        {
            // Part of an object is out already; only a broken connection tells the client that it is not whole.
            context.Abort();
            return Task.CompletedTask;
        }

        if (context.Request.ContentLength > 0)
        {
            // The rest of the body is not wanted, and is not waited for.
            context.Response.Headers.Connection = "close";
        }

        return XmlAnswer.WriteAsync(context, exception.Status, writer =>
        {
            writer.WriteStartElement("Error");
            writer.WriteElementString("Code", exception.Code);
            writer.WriteElementString("Message", exception.Message);
            foreach ((string name, string value) in exception.Details)
            {
                writer.WriteElementString(name, value);
            }

            writer.WriteElementString("Resource", head.RawPath);
            writer.WriteElementString("RequestId", requestId);
            writer.WriteEndElement();
        });
    }
}
