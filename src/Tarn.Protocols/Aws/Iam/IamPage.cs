using System.Xml;
using Tarn.Protocols.Aws.Query;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Iam;

/// <summary>Lists page by page: <c>MaxItems</c>, <c>Marker</c>, <c>IsTruncated</c>.</summary>
internal static class IamPage
{
    private const int ItemsMax = 1000;
    private const int ItemsDefault = 100;

    /// <summary>Writes a page of the items.</summary>
    /// <param name="request">Says which page.</param>
    /// <param name="items">In the order of their keys.</param>
    /// <param name="keyOf">Tells an item from the others.</param>
    /// <param name="name">Of the list.</param>
    /// <param name="write">One item.</param>
    /// <exception cref="AwsException"><c>ValidationError</c>: <c>MaxItems</c> is no such number.</exception>
    public static ResultWriter Write<T>(
        QueryRequest request,
        IEnumerable<T> items,
        Func<T, string> keyOf,
        string name,
        Action<XmlWriter, T> write)
    {
        int count = request.OptionalNumber("MaxItems") ?? ItemsDefault;
        if (count is < 1 or > ItemsMax)
        {
            throw new AwsException("ValidationError", $"MaxItems is {count}, expected 1 to {ItemsMax}");
        }

        string? marker = request.Optional("Marker");
        List<T> rest =
        [
            .. items
                .OrderBy(keyOf, StringComparer.Ordinal)
                .Where(item => marker is null || string.CompareOrdinal(keyOf(item), marker) > 0)
                .Take(count + 1),
        ];
        List<T> page = [.. rest.Take(count)];
        return xml =>
        {
            xml.WriteList(name, page, item => write(xml, item));
            xml.WriteFlag("IsTruncated", rest.Count > count);
            if (rest.Count > count)
            {
                xml.WriteElementString("Marker", keyOf(page[^1]));
            }
        };
    }
}
