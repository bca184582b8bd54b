using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Tarn.Tables.Statistics;

/// <summary>A bound as the writer wrote it.</summary>
internal readonly record struct StatisticText(string Text, bool IsNumber);

/// <summary>What a file's statistics say of one top-level column; null where they say nothing.</summary>
internal readonly record struct ColumnStatistics(StatisticText? Minimum, StatisticText? Maximum, long? NullCount)
{
    /// <summary>Found in one pass over the text, without building a tree of it.</summary>
    /// <param name="name">The column's name in data files.</param>
    public static ColumnStatistics Read(ReadOnlySpan<byte> statistics, string name)
    {
        try
        {
            Utf8JsonReader reader = new(statistics);
            return Read(ref reader, name);
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private static ColumnStatistics Read(ref Utf8JsonReader reader, string name)
    {
        ColumnStatistics found = default;
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return default;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("minValues"u8))
            {
                found = found with { Minimum = ReadMember(ref reader, name) };
            }
            else if (reader.ValueTextEquals("maxValues"u8))
            {
                found = found with { Maximum = ReadMember(ref reader, name) };
            }
            else if (reader.ValueTextEquals("nullCount"u8))
            {
                found = found with { NullCount = Count(ReadMember(ref reader, name)) };
            }
            else
            {
                reader.Skip();
            }
        }

        return found;
    }

    /// <summary>The text or number of a property of the object that comes next; the reader ends behind it.</summary>
    private static StatisticText? ReadMember(ref Utf8JsonReader reader, string name)
    {
        StatisticText? found = null;
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return null;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isWanted = reader.ValueTextEquals(name);
            reader.Read();
            if (isWanted && reader.TokenType is (JsonTokenType.String or JsonTokenType.Number))
            {
                found = reader.TokenType == JsonTokenType.String
                    ? new StatisticText(reader.GetString()!, IsNumber: false)
                    : new StatisticText(Encoding.ASCII.GetString(reader.ValueSpan), IsNumber: true);
            }
            else
            {
                reader.Skip();
            }
        }

        return found;
    }

    private static long? Count(StatisticText? text) =>
        text is { IsNumber: true } number
        && long.TryParse(number.Text, CultureInfo.InvariantCulture, out long count) ? count : null;
}
