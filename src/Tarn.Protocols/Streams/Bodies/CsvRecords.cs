using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Tarn.Protocols.Streams.Bodies;

/// <summary>CSV (RFC 4180) whose first line names the fields: each other line is a JSON object of texts.</summary>
internal static class CsvRecords
{
    /// <exception cref="PlainException">
    /// The first line is no list of different names, or a quote is not closed.
    /// </exception>
    public static BodyRecords Read(byte[] body)
    {
        if (!Utf8.IsValid(body))
        {
            throw PlainException.Bad("the body is not UTF-8");
        }

        CsvLines lines = new(Encoding.UTF8.GetString(body).TrimStart('\uFEFF'));
        BodyRecords records = new();
        if (lines.TryRead() is not { } names)
        {
            return records;
        }

        RequireNames(names);
        while (lines.TryRead() is { } fields)
        {
            if (fields.Count == names.Count)
            {
                records.Add(ToJson(names, fields));
            }
            else if (fields is not [""])
            {
                records.AddError($"the line has {fields.Count} fields, and the first line has {names.Count}");
            }
        }

        return records;
    }

    private static void RequireNames(IReadOnlyList<string> names)
    {
        if (names.Contains("") || names.Distinct(StringComparer.Ordinal).Count() < names.Count)
        {
            throw PlainException.Bad(
                $"the first line must have up to {CsvLines.FieldsMax} names that differ from each other");
        }
    }

    private static byte[] ToJson(IReadOnlyList<string> names, IReadOnlyList<string> fields)
    {
        using MemoryStream record = new();
        using (Utf8JsonWriter writer = new(record))
        {
            writer.WriteStartObject();
            for (int i = 0; i < names.Count; i++)
            {
                writer.WriteString(names[i], fields[i]);
            }

            writer.WriteEndObject();
        }

        return record.ToArray();
    }
}
