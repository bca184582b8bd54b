using System.Xml;
using System.Xml.Linq;
using Tarn.Protocols.Aws.Wire;
using Tarn.Protocols.Pacing;

namespace Tarn.Protocols.Aws.S3.Wire;

/// <summary>S3's documents.</summary>
internal static class S3Xml
{
    public const string Namespace = "http://s3.amazonaws.com/doc/2006-03-01/";

    private const int BytesMax = 2 * 1024 * 1024;

    /// <summary>Twice that of any document of S3. Making a tree takes time by the square of its depth.</summary>
    private const int DepthMax = 16;

    // No DTD: entities could name files or grow without end.
    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
    };

    /// <summary>The root of the body's document.</summary>
    /// <exception cref="AwsException"><c>MalformedXML</c>.</exception>
    public static async Task<XElement> ReadAsync(S3Call call)
    {
        byte[]? body = await WholeBody.TryReadAsync(
            call.Body, said: null, BytesMax, S3Errors.MalformedXml, call.Cancelled);
        return Parse(body ?? throw PacedBody.TooSlow());
    }

    /// <summary>The text of a child; null when there is none. Clients send the namespace or leave it out.</summary>
    public static string? Text(this XElement element, string name) => element.Child(name)?.Value.Trim();

    public static XElement? Child(this XElement element, string name) =>
        element.Elements().FirstOrDefault(child => child.Name.LocalName == name);

    public static IEnumerable<XElement> Children(this XElement element, string name) =>
        element.Elements().Where(child => child.Name.LocalName == name);

    /// <summary>Answers with a document of S3's namespace.</summary>
    public static Task WriteAsync(S3Call call, string root, Action<XmlWriter> write) =>
        XmlAnswer.WriteAsync(call.Context, 200, writer =>
        {
            writer.WriteStartElement(root, Namespace);
            write(writer);
            writer.WriteEndElement();
        });

    private static XElement Parse(byte[] body)
    {
        try
        {
            using XmlReader before = XmlReader.Create(new MemoryStream(body), Settings);
            while (before.Read())
            {
                if (before.Depth > DepthMax)
                {
                    throw S3Errors.MalformedXml();
                }
            }

            using XmlReader reader = XmlReader.Create(new MemoryStream(body), Settings);
            return XDocument.Load(reader).Root!;
        }
        catch (XmlException)
        {
            throw S3Errors.MalformedXml();
        }
    }
}
