using Tarn.Common;
using Tarn.Storage;

namespace Tarn.Queries.Executions.Results;

/// <summary>Where the result of an execution is, or would be.</summary>
/// <param name="Bucket">A bucket of the lake.</param>
/// <param name="Key">Of the object.</param>
public sealed record ResultPlace(string Bucket, string Key)
{
    private const string Scheme = "s3://";

    /// <summary>Facts of the columns, beside the result.</summary>
    public string MetadataKey => Key + ".metadata";

    public string Uri => $"{Scheme}{Bucket}/{Key}";

    /// <param name="location">A directory, as <c>s3://bucket/prefix/</c>.</param>
    /// <param name="id">Of the execution.</param>
    /// <param name="form">Of its result.</param>
    /// <exception cref="TarnException"><c>TN1005</c>: that is no place of a bucket.</exception>
    public static ResultPlace Of(string location, string id, ResultForm form)
    {
        string path = location.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? location[Scheme.Length..] : "";
        int slash = path.IndexOf('/', StringComparison.Ordinal);
        string bucket = slash < 0 ? path : path[..slash];
        string prefix = slash < 0 ? "" : path[(slash + 1)..].Trim('/');
        string key = (prefix.Length == 0 ? "" : prefix + "/") + NameOf(id, form);
        return Buckets.IsName(bucket) && ObjectKey.IsValid(key)
            ? new ResultPlace(bucket, key)
            : throw new TarnException(ErrorCodes.BadArgument, "outputLocation is not a valid S3 path.");
    }

    private static string NameOf(string id, ResultForm form) => form switch
    {
        ResultForm.Csv => id + ".csv",
        ResultForm.Text or ResultForm.TextWithHeader => id + ".txt",
        ResultForm.Table => "tables/" + id,
        _ => id,
    };
}
