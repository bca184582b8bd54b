using System.Text;
using System.Text.Json;
using Tarn.Common;

namespace Tarn.Streams.Schemas;

/// <summary>
/// A JSON Schema (2020-12) that the records of a stream must keep to: the keywords that judge values, and references
/// inside of the schema. Keywords that are not known are refused, so that none is believed to hold that does not.
/// Immutable.
/// </summary>
public sealed class RecordSchema
{
    /// <summary>Of records and schemas, in levels.</summary>
    public const int DepthMax = 64;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = DepthMax };

    private readonly SchemaNode _root;

    private RecordSchema(SchemaNode root) => _root = root;

    /// <summary>Reads a schema.</summary>
    /// <exception cref="TarnException">
    /// <c>TN1005</c>: it is none, or has a keyword that is not known; with its place.
    /// </exception>
    public static RecordSchema Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            using JsonDocument document = JsonDocument.Parse(text, Options);
            return new RecordSchema(new SchemaReader(document.RootElement).Read());
        }
        catch (JsonException exception)
        {
            throw new TarnException(ErrorCodes.BadArgument, $"the schema is no JSON: {exception.Message}", exception);
        }
    }

    /// <summary>Why a record does not keep to it, with the place in the record; null when it does.</summary>
    public string? FindProblem(ReadOnlyMemory<byte> record)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(record, Options);
        }
        catch (JsonException)
        {
            return $"the record is no JSON value of up to {DepthMax} levels in UTF-8";
        }

        using (document)
        {
            try
            {
                return _root.Check(document.RootElement) is { } failure ? failure.ToString() : null;
            }
            catch (Exception exception) when (exception is InvalidOperationException or DecoderFallbackException)
            {
                // Text with half of a surrogate pair is JSON, and no text.
                return "the record has text that is no Unicode";
            }
            catch (InsufficientExecutionStackException)
            {
                return "the schema refers to itself without end";
            }
        }
    }
}
