using Microsoft.AspNetCore.Http;
using Tarn.Protocols.Aws.S3.Access;
using Tarn.Protocols.Aws.S3.Objects;
using Tarn.Protocols.Aws.Signing;
using Tarn.Protocols.Aws.Wire;
using Tarn.Security;
using Tarn.Storage.Attributes;
using Tarn.Storage.Events;

namespace Tarn.Protocols.Aws.S3.Forms;

/// <summary>Puts what browsers post with forms that somebody with a key has signed ("POST Object").</summary>
internal sealed class PostObject(AccessKeys keys, ObjectWriter writer, TimeProvider timeProvider)
{
    private const long BytesMax = 5L * 1024 * 1024 * 1024;
    private const string FileNameVariable = "${filename}";

    private readonly FormSignature _signature = new(keys);

    /// <param name="context">Of a request that brings a form.</param>
    /// <param name="head">Its head.</param>
    /// <param name="target">The bucket.</param>
    /// <param name="requestId">For those who are told of it.</param>
    /// <param name="access">Says what the signer may do.</param>
    /// <exception cref="AwsException">Its policy, or the signer's, does not allow it.</exception>
    /// <exception cref="SignatureException">It is not rightly signed.</exception>
    public async Task RunAsync(
        HttpContext context, RequestHead head, S3Target target, string requestId, S3Access access)
    {
        PostedForm form = await PostedForm.ReadAsync(context.Request, context.RequestAborted);
        string text = form.Field("policy")
            ?? throw new SignatureException(SignatureProblem.Missing, "the form has no policy");
        (AccessKey signer, string region) = _signature.Verify(form, text);
        string key = (form.Field("key") ?? throw S3Errors.InvalidArgument(
                "Bucket POST must contain a field named 'key'.", "key", ""))
            .Replace(FileNameVariable, form.FileName, StringComparison.Ordinal);
        PostPolicy policy = PostPolicy.Parse(text, BytesMax);
        policy.Require(
            new Dictionary<string, string>(form.Fields, StringComparer.OrdinalIgnoreCase)
            {
                ["bucket"] = target.Bucket!,
                ["key"] = key,
            },
            timeProvider.GetUtcNow());
        FormHeaders.RefuseUnknown(form);
        FormHeaders.Apply(context.Request, form);
        await using RangedBody file = new(form.File, policy.BytesMin, policy.BytesMax);
        S3Call call = new()
        {
            Context = context,
            Head = head,
            Target = target with { Key = key },
            Caller = new AwsCall { Http = context, Caller = signer, Region = region, RequestId = requestId },
            Access = access,
            Body = file,
        };
        await RequireAllowedAsync(call);
        string eTag = await WriteAsync(call);
        await PostAnswer.WriteAsync(call, form, eTag);
    }

    private static async Task RequireAllowedAsync(S3Call call)
    {
        string[] actions = call.Header(TagText.Header) is null
            ? ["s3:PutObject"]
            : ["s3:PutObject", "s3:PutObjectTagging"];
        foreach (string action in actions)
        {
            if (await call.Access.FindRefusalAsync(call, action, call.Bucket, call.Key) is { } refusal)
            {
                throw S3Errors.AccessDenied(refusal);
            }
        }
    }

    private async Task<string> WriteAsync(S3Call call)
    {
        ObjectAttributes given = AttributeHeaders.Read(call);
        await using DigestedBody body = new(call.Body, ExpectedChecksums.Of(call), length: null);
        ObjectAttributes? stored = null;
        await writer.WriteAsync(
            call,
            ObjectEventNames.Post,
            body,
            given.StorageClass,
            () => stored = body.Finish().Complete(given));
        return stored!.ETag!;
    }
}
