using Tarn.Catalog.Entries;

namespace Tarn.Catalog.Changes;

/// <summary>How files of a table are written, in a few words: <c>csv ';' without header, latin-1</c>.</summary>
public static class FormatText
{
    /// <summary>Null when the storage says no format.</summary>
    public static string? Of(StorageEntry? storage) => storage?.Format switch
    {
        null => null,
        DataFormat.Csv => Csv(storage.Csv ?? new DelimitedFormat()),
        DataFormat.Grok => $"grok {storage.Grok?.Pattern}",
        DataFormat.JsonLines => "json lines",
        DataFormat.JsonArray => "json array",
        { } other => other.ToString().ToLowerInvariant(),
    };

    private static string Csv(DelimitedFormat format)
    {
        string delimiter = format.Delimiter == '\t' ? "tab" : $"'{format.Delimiter}'";
        List<string> words = [$"csv {delimiter}{(format.HasHeader ? "" : " without header")}"];
        if (format.Quote != '"')
        {
            words.Add(format.Quote is null ? "no quotes" : $"quote {format.Quote}");
        }

        if (format.Escape is not null)
        {
            words.Add($"escape {format.Escape}");
        }

        if (format.Encoding != "utf-8")
        {
            words.Add(format.Encoding);
        }

        if (format.NullValues.Count > 0)
        {
            words.Add($"null {string.Join(" or ", format.NullValues)}");
        }

        return string.Join(", ", words);
    }
}
