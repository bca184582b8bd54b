using System.Globalization;
using System.Text;
using System.Text.Json;
using Tarn.Catalog.Entries;
using Tarn.Crawlers.Inference;
using Tarn.Crawlers.Sampling;

namespace Tarn.Crawlers.Classifying;

/// <summary>JSON: an object a line, or one array of objects.</summary>
internal static class JsonClassifier
{
    public static Classification? Classify(TextSample sample)
    {
        ReadOnlySpan<char> start = sample.Text.AsSpan().TrimStart();
        bool isJson = start is ['{', ..] or ['[', ..]
            && start[1..].TrimStart() is [] or ['"' or '{' or '[' or '}' or ']' or '-' or 't' or 'f' or 'n', ..]
                or [>= '0' and <= '9', ..];
        if (!isJson)
        {
            return null;
        }

        if (sample.Encoding != "utf-8")
        {
            return new Classification.Junk($"it is JSON in {sample.Encoding}; the engine reads JSON in UTF-8 only");
        }

        return start[0] == '{' ? ClassifyLines(sample) : ClassifyArray(sample);
    }

    private static Classification ClassifyLines(TextSample sample)
    {
        ColumnMerge columns = new();
        int line = 0;
        foreach (string text in sample.Lines())
        {
            line++;
            try
            {
                using JsonDocument document = JsonDocument.Parse(text);
                if (document.RootElement.ValueKind != JsonValueKind.Object)
                {
                    return Junk(line, $"is a JSON {Name(document.RootElement)}, expected an object");
                }

                Add(columns, document.RootElement);
            }
            catch (JsonException exception)
            {
                return Junk(line, line == 1 && sample.Text.AsSpan().TrimStart() is ['{', '\r' or '\n', ..]
                    ? "is the start of an object over several lines; expected one object a line, or one array"
                    : $"is not JSON: {exception.Message}");
            }
        }

        return line == 0
            ? new Classification.Junk($"its first line is longer than {SampleReader.LineBytesMax >> 20} MiB")
            : Known(DataFormat.JsonLines, columns);
    }

    private static Classification ClassifyArray(TextSample sample)
    {
        ColumnMerge columns = new();
        byte[] bytes = Encoding.UTF8.GetBytes(sample.Text);
        Utf8JsonReader reader = new(bytes, sample.IsWhole, new JsonReaderState());
        int count = 0;
        try
        {
            reader.Read();
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray
                && JsonDocument.TryParseValue(ref reader, out JsonDocument? document))
            {
                using (document)
                {
                    count++;
                    if (document.RootElement.ValueKind != JsonValueKind.Object)
                    {
                        return new Classification.Junk(
                            $"it is a JSON array whose element {count} is a {Name(document.RootElement)};"
                            + " expected objects");
                    }

                    Add(columns, document.RootElement);
                }
            }

            RefuseMore(ref reader);
        }
        catch (JsonException exception)
        {
            return new Classification.Junk($"it starts like a JSON array but is none: {exception.Message}");
        }

        return count > 0 ? Known(DataFormat.JsonArray, columns) : new Classification.Junk(sample.IsWhole
            ? "it is an empty JSON array"
            : $"the first element of its JSON array is longer than {sample.Text.Length >> 10} KiB");
    }

    /// <summary>Reading on behind the array fails when something follows it.</summary>
    private static void RefuseMore(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.EndArray && reader.CurrentDepth == 0)
        {
            reader.Read();
        }
    }

    private static void Add(ColumnMerge columns, JsonElement record)
    {
        foreach (JsonProperty property in record.EnumerateObject())
        {
            if (columns.Count > ColumnLimit.ColumnsMax)
            {
                return;
            }

            columns.Add(JsonInference.Column(property.Name, property.Value));
        }
    }

    private static Classification Known(DataFormat format, ColumnMerge columns) =>
        columns.Count == 0
            ? new Classification.Junk("its JSON objects have no keys")
            : ColumnLimit.Check(new FileSchema { Format = format, Columns = columns.Columns });

    private static string Name(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind kind => kind.ToString().ToLowerInvariant(),
    };

    private static Classification.Junk Junk(int line, string problem) =>
        new(string.Create(CultureInfo.InvariantCulture, $"its line {line} {problem}"));
}
