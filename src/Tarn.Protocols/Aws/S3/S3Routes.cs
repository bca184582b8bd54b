using Tarn.Protocols.Aws.Signing;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.S3;

/// <summary>Finds the operation that a request asks for: the one with the most marks that it carries.</summary>
internal sealed class S3Routes
{
    /// <summary>
    /// Parameters that ask for something else than the object or the bucket itself. One that no operation takes must
    /// not be passed over: <c>GET ?torrent</c> is not a GET of the object.
    /// </summary>
    private static readonly HashSet<string> SubResources = new(StringComparer.Ordinal)
    {
        "accelerate", "acl", "analytics", "attributes", "cors", "delete", "encryption", "intelligent-tiering",
        "inventory", "legal-hold", "lifecycle", "location", "logging", "metadataTable", "metrics", "notification",
        "object-lock", "ownershipControls", "policy", "policyStatus", "publicAccessBlock", "replication",
        "renameObject", "requestPayment", "restore", "retention", "select", "session", "tagging", "torrent",
        "uploadId", "uploads", "versioning", "versions", "website",
    };

    private readonly ILookup<(string Method, S3Scope Scope), S3Operation> _operations;

    public S3Routes(IEnumerable<S3Operation> operations) =>
        _operations = operations
            .OrderByDescending(operation => operation.Marks.Count)
            .ToLookup(operation => (operation.Method, operation.Scope));

    /// <exception cref="AwsException"><c>NotImplemented</c>: Tarn has no such operation.</exception>
    public S3Operation Find(RequestHead head, S3Target target)
    {
        S3Scope scope = target.Key is not null ? S3Scope.Object
            : target.Bucket is not null ? S3Scope.Bucket
            : S3Scope.Service;
        string[] asked = [.. head.Query.Select(parameter => parameter.Key).Where(SubResources.Contains)];
        return _operations[(head.Method, scope)].FirstOrDefault(operation =>
                operation.Marks.All(mark => IsMarked(head, mark)) && asked.All(operation.Marks.Contains))
            ?? throw NotImplemented(head, asked);
    }

    private static bool IsMarked(RequestHead head, string mark) =>
        head.Query.Any(parameter => parameter.Key == mark || $"{parameter.Key}={parameter.Value}" == mark)
        || head.Header(mark) is not null;

    private static AwsException NotImplemented(RequestHead head, string[] asked) => asked.Length > 0
        ? new("NotImplemented", $"Tarn's S3 has no {head.Method} ?{string.Join('&', asked)}", 501)
        : new("MethodNotAllowed", "The specified method is not allowed against this resource.", 405);
}
