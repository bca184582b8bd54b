namespace Tarn.Protocols.Streams.Bodies;

/// <summary>One record a line; blank lines are none.</summary>
internal static class LineRecords
{
    /// <summary>Whatever the lines are.</summary>
    public static BodyRecords Read(byte[] body)
    {
        BodyRecords records = new();
        foreach (ReadOnlyMemory<byte> line in Lines(body))
        {
            records.Add(line);
        }

        return records;
    }

    /// <summary>Each line is one JSON value.</summary>
    public static BodyRecords ReadJson(byte[] body)
    {
        BodyRecords records = new();
        foreach (ReadOnlyMemory<byte> line in Lines(body))
        {
            if (JsonRecords.IsValue(line.Span))
            {
                records.Add(line);
            }
            else
            {
                records.AddError($"the line is no JSON value of up to {JsonRecords.DepthMax} levels in UTF-8");
            }
        }

        return records;
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Lines(byte[] body)
    {
        int start = 0;
        while (start < body.Length)
        {
            int length = body.AsSpan(start).IndexOf((byte)'\n');
            int end = length < 0 ? body.Length : start + length;
            ReadOnlyMemory<byte> line = body.AsMemory(start..end);
            if (line.Span.EndsWith("\r"u8))
            {
                line = line[..^1];
            }

            if (line.Span.IndexOfAnyExcept((byte)' ', (byte)'\t') >= 0)
            {
                yield return line;
            }

            start = end + 1;
        }
    }
}
