using Tarn.Catalog.Files;
using Tarn.Catalog.Grok;
using Tarn.Crawlers.Sampling;
using Tarn.Storage;

namespace Tarn.Crawlers.Classifying;

/// <summary>
/// Tells what objects are from a sample of each: custom classifiers first, in the order given, then those of Tarn:
/// Parquet, JSON, the Apache logs, delimited text. The first that knows the object wins.
/// </summary>
internal sealed class ObjectClassifier
{
    private readonly SampleReader _samples;
    private readonly List<TextClassifier> _classifiers = [];

    /// <param name="samples">Reads the start of objects.</param>
    /// <param name="custom">Tried first.</param>
    /// <exception cref="Tarn.Common.TarnException"><c>TN1005</c>: a custom grok pattern is none.</exception>
    public ObjectClassifier(SampleReader samples, IReadOnlyList<CustomClassifier> custom)
    {
        _samples = samples;
        _classifiers.AddRange(custom.Select(CustomClassifiers.Create));
        _classifiers.Add((sample, _) => JsonClassifier.Classify(sample));
        _classifiers.Add(GrokClassifier.Create(new(GrokPatterns.CombinedApacheLog)).Classify);
        _classifiers.Add(GrokClassifier.Create(new(GrokPatterns.CommonApacheLog)).Classify);
        _classifiers.Add(CsvClassifier.Classify);
    }

    public async Task<Classification> ClassifyAsync(ObjectInfo file, CancellationToken cancellationToken) =>
        await _samples.ReadAsync(file, cancellationToken) switch
        {
            SampleResult.Taken taken => Classify(taken.Sample, file.Key),
            SampleResult.Unusable unusable => new Classification.Junk(unusable.Reason),
            _ => new Classification.Gone(),
        };

    public Classification Classify(ObjectSample sample, string key)
    {
        if (FileMagic.IsParquet(sample.Bytes))
        {
            return sample.Compression == Compression.None
                ? new Classification.Footer()
                : new Classification.Junk("it is a Parquet file that was compressed as a whole; decompress it");
        }

        if (FileMagic.NameOther(sample.Bytes) is { } other)
        {
            return new Classification.Junk($"it is {other}, which no table can be made of");
        }

        if (TextDecoder.Decode(sample, out string? reason) is not { } text)
        {
            return new Classification.Junk(reason!);
        }

        if (string.IsNullOrWhiteSpace(text.Text))
        {
            return new Classification.Junk("it holds nothing but white space");
        }

        foreach (TextClassifier classifier in _classifiers)
        {
            if (classifier(text, key) is { } classification)
            {
                return classification;
            }
        }

        return new Classification.Junk(
            "it is text of no known format; expected JSON, fields between delimiters, or a log that a pattern fits");
    }
}
