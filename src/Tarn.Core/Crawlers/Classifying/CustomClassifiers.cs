using Tarn.Catalog.Files;
using Tarn.Crawlers.Sampling;

namespace Tarn.Crawlers.Classifying;

/// <summary>Classifiers that a crawler's definition adds.</summary>
internal static class CustomClassifiers
{
    private const int RecordsMax = 50_000;
    private const double EqualMin = 0.9;

    /// <exception cref="Tarn.Common.TarnException"><c>TN1005</c>: its grok pattern is none.</exception>
    public static TextClassifier Create(CustomClassifier custom)
    {
        TextClassifier classify = custom switch
        {
            CustomClassifier.Grok grok => GrokClassifier.Create(grok.Format, grok.Name).Classify,
            CustomClassifier.Csv csv => (sample, _) => ClassifyCsv(csv, sample),
            CustomClassifier.Json json => (sample, _) => ClassifyJson(json, sample),
            _ => throw new InvalidOperationException($"no classifier for {custom.GetType().Name}"),
        };
        if (custom.Files is null)
        {
            return classify;
        }

        KeyPattern names = new(custom.Files);
        return (sample, key) => names.IsMatch(key[(key.LastIndexOf('/') + 1)..]) ? classify(sample, key) : null;
    }

    private static Classification? ClassifyCsv(CustomClassifier.Csv csv, TextSample sample)
    {
        CsvDialect dialect = new(csv.Delimiter, csv.Quote, csv.Escape);
        List<string[]> records = CsvRecords.Read(sample, dialect, RecordsMax);
        if (records.Count == 0 || records[0].Length < 2)
        {
            return null;
        }

        int equal = records.Count(record => record.Length == records[0].Length);
        return equal < records.Count * EqualMin ? null : CsvClassifier.Describe(
            sample, dialect, records, csv.HasHeader ?? CsvHeaderGuess.HasHeader(records), csv.Name);
    }

    private static Classification ClassifyJson(CustomClassifier.Json json, TextSample sample) =>
        JsonClassifier.Classify(sample) switch
        {
            Classification.Known known => new Classification.Known(known.Schema with { Classifier = json.Name }),
            { } other => other,
            null => new Classification.Junk("it is not JSON, which its classifier takes it for"),
        };
}
