using Microsoft.AspNetCore.WebUtilities;
using Tarn.Protocols.Aws.Signing;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.S3.Forms;

/// <summary>What a browser is told once its file is stored: what the form asks for, or nothing.</summary>
internal static class PostAnswer
{
    public static Task WriteAsync(S3Call call, PostedForm form, string eTag)
    {
        string address = $"{call.Context.Request.Scheme}://{call.Context.Request.Host}/{call.Bucket}/"
            + PercentEncoding.EncodePath(call.Key);
        call.SetHeader("ETag", $"\"{eTag}\"");
        call.SetHeader("Location", address);
        if ((form.Field("success_action_redirect") ?? form.Field("redirect")) is { } redirect
            && Uri.TryCreate(redirect, UriKind.Absolute, out Uri? place)
            && (place.Scheme == Uri.UriSchemeHttp || place.Scheme == Uri.UriSchemeHttps))
        {
            call.SetHeader("Location", QueryHelpers.AddQueryString(redirect, new Dictionary<string, string?>
            {
                ["bucket"] = call.Bucket,
                ["key"] = call.Key,
                ["etag"] = $"\"{eTag}\"",
            }));
            call.Respond(303);
            return Task.CompletedTask;
        }

        switch (form.Field("success_action_status"))
        {
            case "201":
                return XmlAnswer.WriteAsync(call.Context, 201, xml =>
                {
                    xml.WriteStartElement("PostResponse");
                    xml.WriteElementString("Location", address);
                    xml.WriteElementString("Bucket", call.Bucket);
                    xml.WriteElementString("Key", call.Key);
                    xml.WriteElementString("ETag", $"\"{eTag}\"");
                    xml.WriteEndElement();
                });
            case "200":
                call.Respond(200);
                return Task.CompletedTask;
            default:
                call.Respond(204);
                return Task.CompletedTask;
        }
    }
}
