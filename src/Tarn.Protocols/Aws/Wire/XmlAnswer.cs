using System.Text;
using System.Xml;
using Microsoft.AspNetCore.Http;

namespace Tarn.Protocols.Aws.Wire;

/// <summary>Answers in XML. They are small, so each is made whole before its first byte is sent.</summary>
internal static class XmlAnswer
{
    // Names and keys may hold characters that XML 1.0 has no way to write; those are asked for in URL encoding.
    private static readonly XmlWriterSettings Settings = new()
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        CheckCharacters = false,
    };

    public static async Task WriteAsync(HttpContext context, int status, Action<XmlWriter> write)
    {
        using MemoryStream body = new();
        using (XmlWriter writer = XmlWriter.Create(body, Settings))
        {
            write(writer);
        }

        context.Response.StatusCode = status;
        context.Response.ContentType = "application/xml";
        context.Response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            body.Position = 0;
            await body.CopyToAsync(context.Response.Body, context.RequestAborted);
        }
    }
}
