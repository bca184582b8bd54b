using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.S3.Forms;

/// <summary>
/// A form that a browser posts to a bucket: fields, then the file, whose bytes are read from the request as they are
/// stored (S3 API reference, "POST Object").
/// </summary>
/// <param name="Fields">By name, in any case.</param>
/// <param name="FileName">As the browser calls it, without directories.</param>
/// <param name="File">Up to the end of the form's file; what follows it is not looked at.</param>
internal sealed record PostedForm(IReadOnlyDictionary<string, string> Fields, string FileName, Stream File)
{
    private const string FileField = "file";
    private const int FieldBytesMax = 20 * 1024;
    private const int FieldsMax = 100;
    private const int BoundaryLengthMax = 70;

    /// <summary>Whether a request brings one.</summary>
    public static bool IsThere(HttpRequest request, S3Target target) =>
        HttpMethods.IsPost(request.Method)
        && target is { Bucket: not null, Key: null }
        && BoundaryOf(request) is not null;

    /// <summary>Null when the form has no such field, or it is empty.</summary>
    public string? Field(string name) => Fields.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;

    /// <exception cref="AwsException">It is no form of S3, or its fields are too long.</exception>
    public static async Task<PostedForm> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        MultipartReader reader = new(BoundaryOf(request)!, request.Body);
        Dictionary<string, string> fields = new(StringComparer.OrdinalIgnoreCase);
        int bytes = 0;
        try
        {
            while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
            {
                if (!ContentDispositionHeaderValue.TryParse(
                    section.ContentDisposition, out ContentDispositionHeaderValue? disposition))
                {
                    throw Malformed();
                }

                string name = HeaderUtilities.RemoveQuotes(disposition.Name).ToString();
                if (name.Equals(FileField, StringComparison.OrdinalIgnoreCase))
                {
                    return new PostedForm(fields, FileNameOf(disposition), section.Body);
                }

                string value = await ReadAsync(section.Body, FieldBytesMax - bytes, cancellationToken);
                bytes += name.Length + value.Length;
                if (!fields.TryAdd(name, value) || fields.Count > FieldsMax)
                {
                    throw Malformed();
                }
            }
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException)
        {
            throw Malformed();
        }

        throw S3Errors.InvalidArgument("POST requires exactly one file upload per request.", FileField, "0");
    }

    private static async Task<string> ReadAsync(Stream body, int bytesMax, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[Math.Max(bytesMax, 0) + 1];
        int read = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return read < buffer.Length
            ? Encoding.UTF8.GetString(buffer, 0, read)
            : throw new AwsException(
                "MaxPostPreDataLengthExceeded",
                "Your POST request fields preceding the upload file were too large.");
    }

    private static string FileNameOf(ContentDispositionHeaderValue disposition)
    {
        string name = disposition.FileNameStar.HasValue
            ? disposition.FileNameStar.ToString()
            : HeaderUtilities.RemoveQuotes(disposition.FileName).ToString();
        return name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
    }

    private static string? BoundaryOf(HttpRequest request)
    {
        bool isForm = MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? type)
            && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase);
        string boundary = isForm ? HeaderUtilities.RemoveQuotes(type!.Boundary).ToString() : "";
        return boundary.Length is > 0 and <= BoundaryLengthMax ? boundary : null;
    }

    private static AwsException Malformed() => new(
        "MalformedPOSTRequest", "The body of your POST request is not well-formed multipart/form-data.");
}
