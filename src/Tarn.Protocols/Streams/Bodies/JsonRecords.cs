using System.Text.Json;
using System.Text.Unicode;

namespace Tarn.Protocols.Streams.Bodies;

/// <summary>One JSON value, or an array whose items are the records.</summary>
internal static class JsonRecords
{
    /// <summary>Of a record, in levels.</summary>
    public const int DepthMax = 64;

    private static readonly JsonReaderOptions Options = new() { MaxDepth = DepthMax + 1 };

    /// <exception cref="PlainException">It is no JSON, and where.</exception>
    public static BodyRecords Read(byte[] body)
    {
        BodyRecords records = new();
        if (!Utf8.IsValid(body))
        {
            throw PlainException.Bad("the body is not UTF-8");
        }

        try
        {
            Utf8JsonReader reader = new(WithoutMark(body), Options);
            int offset = body.Length - WithoutMark(body).Length;
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartArray)
            {
                records.Add(Take(body, offset, ref reader));
            }
            else
            {
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    records.Add(Take(body, offset, ref reader));
                }
            }

            // Nothing may follow; the reader says so itself.
            reader.Read();
            return records;
        }
        catch (JsonException exception)
        {
            throw PlainException.Bad(
                $"the body is no JSON: line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}");
        }
    }

    /// <summary>Whether it is one value of JSON, and nothing else.</summary>
    public static bool IsValue(ReadOnlySpan<byte> text)
    {
        try
        {
            Utf8JsonReader reader = new(text, new JsonReaderOptions { MaxDepth = DepthMax });
            reader.Read();
            reader.Skip();
            return !reader.Read() && Utf8.IsValid(text);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>The value that the reader is at, on one line: ends of lines only stand between its tokens.</summary>
    private static ReadOnlyMemory<byte> Take(byte[] body, int offset, ref Utf8JsonReader reader)
    {
        int start = offset + (int)reader.TokenStartIndex;
        reader.Skip();
        ReadOnlyMemory<byte> value = body.AsMemory(start, offset + (int)reader.BytesConsumed - start);
        return value.Span.IndexOfAny((byte)'\n', (byte)'\r') < 0
            ? value
            : value.ToArray().Where(letter => letter is not ((byte)'\n' or (byte)'\r')).ToArray();
    }

    private static ReadOnlySpan<byte> WithoutMark(byte[] body) =>
        body.AsSpan().StartsWith("\uFEFF"u8) ? body.AsSpan("\uFEFF"u8.Length) : body;
}
