using Tarn.Catalog.Types;
using Tarn.Crawlers.Inference;

namespace Tarn.Crawlers.Classifying;

/// <summary>
/// Whether the first record names the columns: each of its fields is there, is text, and is unlike the others; and
/// either a column below holds something besides text, or all fields look like names and none comes again below.
/// </summary>
internal static class CsvHeaderGuess
{
    private const int NameLengthMax = 64;

    public static bool HasHeader(IReadOnlyList<string[]> records)
    {
        string[] first = records[0];
        bool areNames = first.All(field => !string.IsNullOrWhiteSpace(field))
            && first.Distinct(StringComparer.OrdinalIgnoreCase).Count() == first.Length
            && first.All(field => TextInference.Of("", field).Type == HiveType.Text);
        if (!areNames)
        {
            return false;
        }

        return records.Count == 1
            ? first.All(IsName)
            : HasOtherTypes(records) || (first.All(IsName) && !ComesAgain(records));
    }

    private static bool HasOtherTypes(IReadOnlyList<string[]> records)
    {
        for (int i = 0; i < records[0].Length; i++)
        {
            HiveType type = records.Skip(1)
                .Where(record => i < record.Length)
                .Aggregate(
                    new SchemaColumn("", HiveType.Void), (column, record) => TextInference.Add(column, record[i]))
                .Type;
            if (type != HiveType.Text && type != HiveType.Void)
            {
                return true;
            }
        }

        return false;
    }

    private static bool ComesAgain(IReadOnlyList<string[]> records)
    {
        string[] first = records[0];
        return records.Skip(1).Any(record =>
            record.Zip(first).Any(pair => pair.First.Equals(pair.Second, StringComparison.OrdinalIgnoreCase)));
    }

    private static bool IsName(string field) =>
        field.Length <= NameLengthMax
        && (char.IsLetter(field[0]) || field[0] == '_')
        && field.All(character => char.IsLetterOrDigit(character) || character is '_' or '-' or ' ' or '.' or '#');
}
