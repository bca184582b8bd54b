using Microsoft.AspNetCore.Http;
using Tarn.Protocols.Aws.S3.Objects;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.S3.Forms;

/// <summary>
/// Makes the fields of a form the headers that a PUT of the object would have, so that both are read in one place. What
/// the browser itself sent counts for nothing: nobody has signed it.
/// </summary>
internal static class FormHeaders
{
    private const string AmazonStart = "x-amz-";

    private static readonly string[] OfObject =
        ["Cache-Control", "Content-Type", "Content-Disposition", "Content-Encoding", "Content-Language", "Expires"];

    private static readonly string[] OfConditions =
        ["If-Match", "If-None-Match", "If-Modified-Since", "If-Unmodified-Since", "Content-MD5"];

    public static void Apply(HttpRequest request, PostedForm form)
    {
        foreach (string name in request.Headers.Keys.Where(IsOfObject).ToList())
        {
            request.Headers.Remove(name);
        }

        foreach ((string name, string value) in form.Fields.Where(field => IsOfObject(field.Key)))
        {
            request.Headers[name] = value;
        }
    }

    /// <summary>Fields that S3 knows and Tarn does not.</summary>
    public static void RefuseUnknown(PostedForm form)
    {
        if (form.Field("tagging") is not null)
        {
            throw new AwsException(
                "NotImplemented", $"Tarn's forms have no field 'tagging'; use {TagText.Header}", 501);
        }
    }

    private static bool IsOfObject(string name) =>
        name.StartsWith(AmazonStart, StringComparison.OrdinalIgnoreCase)
        || OfObject.Concat(OfConditions).Contains(name, StringComparer.OrdinalIgnoreCase);
}
