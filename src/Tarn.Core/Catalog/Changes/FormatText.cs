using Tarn.Catalog.Entries;

namespace Tarn.Catalog.Changes;

/// <summary>How files of a table are written, in a few words: <c>csv ';' without header, latin-1</c>.</summary>
public static class FormatText
{
    private const string Utf8 = "utf-8";

    /// <summary>Null when the storage says no format.</summary>
    public static string? Of(StorageEntry? storage) => storage?.Format switch
    {
        null => null,
        DataFormat.Csv => Csv(storage.Csv ?? new DelimitedFormat()),
        DataFormat.Grok => Grok(storage.Grok, storage.Csv?.Encoding ?? Utf8),
        DataFormat.JsonLines => "json lines",
        DataFormat.JsonArray => "json array",
        { } other => other.ToString().ToLowerInvariant(),
    };

    private static string Csv(DelimitedFormat format)
    {
        string delimiter = format.Delimiter == '\t' ? "tab" : $"'{format.Delimiter}'";
        List<string> words = [$"csv {delimiter}{(format.HasHeader ? "" : " without header")}"];
        if (format is { HasHeader: true, IsHeaderSkipped: true })
        {
            words.Add("header skipped");
        }

        if (format.Quote != '"')
        {
            words.Add(format.Quote is null ? "no quotes" : $"quote {format.Quote}");
        }

        if (format.Escape is not null)
        {
            words.Add($"escape {format.Escape}");
        }

        if (format.Encoding != Utf8)
        {
            words.Add(format.Encoding);
        }

        if (format.NullValues.Count > 0)
        {
            words.Add($"null {string.Join(" or ", format.NullValues)}");
        }

        return string.Join(", ", words);
    }

    private static string Grok(GrokFormat? format, string encoding) => string.Join(
        ", ",
        [
            $"grok {format?.Pattern}",
            .. (format?.CustomPatterns ?? new Dictionary<string, string>())
                .OrderBy(pattern => pattern.Key, StringComparer.Ordinal)
                .Select(pattern => $"{pattern.Key} = {pattern.Value}"),
            .. encoding == Utf8 ? Array.Empty<string>() : [encoding],
        ]);
}
