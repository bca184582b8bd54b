using System.Text;
using System.Xml.Linq;
using Tarn.Protocols.Aws.S3.Encryption;
using Tarn.Protocols.Aws.S3.Wire;

namespace Tarn.Protocols.Aws.S3.Buckets;

/// <summary>Sets, gives back and takes away the documents of buckets.</summary>
internal sealed class BucketDocuments(BucketAccess buckets, BucketSettings settings, BucketDefaults defaults)
{
    private const string DeclarationText = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

    public IEnumerable<S3Operation> Operations => BucketDocument.All.SelectMany(OperationsOf);

    private IEnumerable<S3Operation> OperationsOf(BucketDocument document)
    {
        yield return Of("Get" + document.OperationSuffix, "GET", document, GetAsync);
        if (document.CanBeSet)
        {
            yield return Of("Put" + document.OperationSuffix, "PUT", document, PutAsync);
        }

        if (document.CanBeDeleted)
        {
            yield return Of("Delete" + document.OperationSuffix, "DELETE", document, DeleteAsync);
        }
    }

    private static S3Operation Of(
        string name, string method, BucketDocument document, Func<S3Call, BucketDocument, Task> runAsync) =>
        new(name, method, S3Scope.Bucket, [document.Parameter], call => runAsync(call, document))
        {
            Note = document.Note,
        };

    private async Task GetAsync(S3Call call, BucketDocument document)
    {
        buckets.Get(call.Bucket);
        string text = await settings.GetAsync(call.Bucket, document.Parameter, call.Cancelled)
            ?? OfZone(call.Bucket, document)
            ?? document.Default
            ?? throw document.Missing(call.Bucket);
        byte[] body = Encoding.UTF8.GetBytes(DeclarationText + text);
        call.Context.Response.ContentType = "application/xml";
        call.Context.Response.ContentLength = body.Length;
        await call.Context.Response.Body.WriteAsync(body, call.Cancelled);
    }

    private string? OfZone(string bucket, BucketDocument document) =>
        document.Parameter == EncryptionConfiguration.Parameter && defaults.OfZone(bucket) is { } rule
            ? EncryptionConfiguration.ToText(rule)
            : null;

    private async Task PutAsync(S3Call call, BucketDocument document)
    {
        buckets.Get(call.Bucket);
        XElement root = await S3Xml.ReadAsync(call);
        if (root.Name.LocalName != document.Root)
        {
            throw S3Errors.MalformedXml();
        }

        document.Check?.Invoke(root);
        string text = root.ToString(SaveOptions.DisableFormatting);
        await settings.SetAsync(call.Bucket, document.Parameter, text, call.Cancelled);
        call.Respond(document.Parameter == "tagging" ? 204 : 200);
    }

    private async Task DeleteAsync(S3Call call, BucketDocument document)
    {
        buckets.Get(call.Bucket);
        await settings.SetAsync(call.Bucket, document.Parameter, text: null, call.Cancelled);
        call.Respond(204);
    }
}
