using System.Buffers.Text;
using System.Text.Json;
using Tarn.Common;

namespace Tarn.Catalog.Entries;

/// <summary>
/// Where the next page of partitions begins: the values of the last one of this page, as URL-safe text.
/// </summary>
internal static class PageToken
{
    public static string Of(IReadOnlyList<string?> values) =>
        Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(values, CatalogJson.Default.Texts));

    /// <exception cref="TarnException"><c>TN1005</c>: not a token of this table.</exception>
    public static IReadOnlyList<string?> Read(string token, int keys)
    {
        try
        {
            IReadOnlyList<string?>? values = JsonSerializer.Deserialize(
                Base64Url.DecodeFromChars(token), CatalogJson.Default.Texts);
            return values?.Count == keys ? values : throw Bad(token, null);
        }
        catch (Exception exception) when (exception is JsonException or FormatException)
        {
            throw Bad(token, exception);
        }
    }

    private static TarnException Bad(string token, Exception? inner) =>
        new(ErrorCodes.BadArgument, $"'{token}' is not a page token of this table; expected one it gave", inner);
}
