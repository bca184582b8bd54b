using Tarn.Catalog.Entries;

namespace Tarn.Crawlers.Classifying;

/// <summary>How fields are told apart.</summary>
/// <param name="Delimiter">Between fields.</param>
/// <param name="Quote">Around fields that hold delimiters or line ends.</param>
/// <param name="Escape">Before a quote inside of quotes; null when it is doubled.</param>
internal readonly record struct CsvDialect(char Delimiter, char Quote, char? Escape)
{
    public DelimitedFormat Format(bool hasHeader, string encoding, IReadOnlyList<string> nullValues) => new()
    {
        Delimiter = Delimiter,
        Quote = Quote,
        Escape = Escape,
        HasHeader = hasHeader,
        Encoding = encoding,
        NullValues = nullValues,
    };
}
