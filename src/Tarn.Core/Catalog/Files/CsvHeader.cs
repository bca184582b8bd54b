using System.Text;
using Tarn.Storage;

namespace Tarn.Catalog.Files;

/// <summary>The first record of a text file: the names of its columns and the delimiter between them.</summary>
internal sealed record CsvHeader(IReadOnlyList<string> Names, char Delimiter)
{
    private const int HeaderCharsMax = 1024 * 1024;

    private static readonly char[] Delimiters = [',', ';', '\t', '|'];

    /// <summary>Reads it, or returns null when the file is empty or the record never ends.</summary>
    public static async Task<CsvHeader?> ReadAsync(
        IObjectStore store, string key, CsvFormat format, CancellationToken cancellationToken)
    {
        await using Stream stream = await CsvText.OpenAsync(store, key, cancellationToken);
        return await ReadAsync(stream, format, key, cancellationToken);
    }

    /// <summary>As above, of text that is decompressed already.</summary>
    public static async Task<CsvHeader?> ReadAsync(
        Stream text, CsvFormat format, string key, CancellationToken cancellationToken)
    {
        using StreamReader reader = new(text, CsvText.Encoding(format), true, -1, leaveOpen: true);
        string? record = await ReadRecordAsync(reader, format, cancellationToken);
        return Parse(record, format, key);
    }

    /// <summary>Takes apart a record whose delimiter the format says; null when it is blank.</summary>
    public static CsvHeader? Parse(string? record, CsvFormat format) => Parse(record, format, key: "");

    private static CsvHeader? Parse(string? record, CsvFormat format, string key)
    {
        if (string.IsNullOrWhiteSpace(record))
        {
            return null;
        }

        char delimiter = format.Delimiter is { } given ? given[0] : Detect(record, format, key);
        return new CsvHeader(Split(record, delimiter, format), delimiter);
    }

    private static async Task<string?> ReadRecordAsync(
        StreamReader reader, CsvFormat format, CancellationToken cancellationToken)
    {
        char quote = format.Quote[0];
        bool escaped = false;
        StringBuilder record = new();
        char[] buffer = new char[4096];
        bool quoted = false;
        while (record.Length < HeaderCharsMax)
        {
            int count = await reader.ReadAsync(buffer, cancellationToken);
            for (int i = 0; i < count; i++)
            {
                quoted ^= buffer[i] == quote && !escaped;
                escaped = IsEscape(buffer[i], format) && !escaped;
                if (!quoted && buffer[i] is '\n' or '\r')
                {
                    return record.ToString();
                }

                record.Append(buffer[i]);
            }

            if (count == 0)
            {
                return record.ToString();
            }
        }

        return null;
    }

    /// <summary>The candidate that occurs most outside quotes; a tab for .tsv when none does.</summary>
    private static char Detect(string record, CsvFormat format, string key)
    {
        char best = Delimiters.MaxBy(candidate => Split(record, candidate, format).Count);
        bool tabbed = key.Contains(".tsv", StringComparison.OrdinalIgnoreCase);
        return Split(record, best, format).Count > 1 || !tabbed ? best : '\t';
    }

    private static List<string> Split(string record, char delimiter, CsvFormat format)
    {
        char quote = format.Quote[0];
        List<string> names = [];
        StringBuilder name = new();
        bool quoted = false;
        bool escaped = false;
        foreach (char character in record)
        {
            if (escaped)
            {
                escaped = false;
                name.Append(character);
            }
            else if (IsEscape(character, format))
            {
                escaped = true;
            }
            else if (character == quote)
            {
                quoted = !quoted;
            }
            else if (character == delimiter && !quoted)
            {
                names.Add(name.ToString().Trim());
                name.Clear();
            }
            else
            {
                name.Append(character);
            }
        }

        names.Add(name.ToString().Trim());
        return names;
    }

    /// <summary>A quote that escapes quotes is seen as the end of a field and the start of one.</summary>
    private static bool IsEscape(char character, CsvFormat format) =>
        character == format.Escape && character != format.Quote[0];
}
