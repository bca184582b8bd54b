using System.Globalization;
using Tarn.Catalog.Entries;
using Tarn.Catalog.Types;
using Tarn.Crawlers.Inference;
using Tarn.Crawlers.Sampling;

namespace Tarn.Crawlers.Classifying;

/// <summary>Fields between delimiters. A file of one column is taken for one when its name says so.</summary>
internal static class CsvClassifier
{
    private const int RecordsMax = 50_000;

    private static readonly string[] NullMarks = ["\\N", "NULL", "null"];
    private static readonly string[] Extensions = [".csv", ".tsv", ".csv.gz", ".tsv.gz", ".csv.zst", ".tsv.zst"];

    public static Classification? Classify(TextSample sample, string key)
    {
        bool isNamed = Extensions.Any(extension => key.EndsWith(extension, StringComparison.OrdinalIgnoreCase));
        CsvDialect? dialect = CsvSniffer.Find(sample)
            ?? (isNamed ? new CsvDialect(',', '"', null) : null);
        if (dialect is not { } found)
        {
            return null;
        }

        List<string[]> records = CsvRecords.Read(sample, found, RecordsMax);
        return records.Count == 0
            ? new Classification.Junk($"its first record is longer than {SampleReader.LineBytesMax >> 20} MiB")
            : Describe(sample, found, records, CsvHeaderGuess.HasHeader(records), null);
    }

    /// <param name="sample">What the records are from.</param>
    /// <param name="dialect">How they were told apart.</param>
    /// <param name="records">At least one.</param>
    /// <param name="hasHeader">Whether the first of them names the columns.</param>
    /// <param name="classifier">The custom classifier that says so.</param>
    public static Classification Describe(
        TextSample sample, CsvDialect dialect, List<string[]> records, bool hasHeader, string? classifier)
    {
        int width = hasHeader ? records[0].Length : records.Max(record => record.Length);
        if (width > ColumnLimit.ColumnsMax)
        {
            return new Classification.Junk($"it has {width} columns; at most {ColumnLimit.ColumnsMax} make a table");
        }

        SchemaColumn[] columns = [.. Names(hasHeader ? records[0] : [], width)
            .Select(name => new SchemaColumn(name, HiveType.Void))];
        SortedSet<string> nullMarks = new(StringComparer.Ordinal);
        foreach (string[] record in records.Skip(hasHeader ? 1 : 0))
        {
            for (int i = 0; i < Math.Min(record.Length, width); i++)
            {
                if (NullMarks.Contains(record[i]))
                {
                    nullMarks.Add(record[i]);
                }
                else
                {
                    columns[i] = TextInference.Add(columns[i], record[i]);
                }
            }
        }

        return new Classification.Known(new FileSchema
        {
            Format = DataFormat.Csv,
            Csv = dialect.Format(hasHeader, sample.Encoding, [.. nullMarks]),
            IsAscii = sample.IsAscii,
            Classifier = classifier,
            Columns = columns,
        });
    }

    /// <summary>Columns without a name are called by their place, and a name that comes again gets a number.</summary>
    private static IEnumerable<string> Names(string[] header, int width)
    {
        HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase);
        for (int i = 0; i < width; i++)
        {
            string given = i < header.Length ? header[i].Trim() : "";
            string name = given.Length > 0 ? given : string.Create(CultureInfo.InvariantCulture, $"col{i}");
            for (int number = 2; !taken.Add(name); number++)
            {
                name = string.Create(CultureInfo.InvariantCulture, $"{given}_{number}");
            }

            yield return name;
        }
    }
}
