using System.Xml;
using Tarn.Protocols.Aws.Query;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Sns;

/// <summary>Pages of a hundred.</summary>
internal static class SnsPage
{
    private const int Size = 100;

    /// <param name="request">Has the token of the page before, or none.</param>
    /// <param name="items">In ordinal order of their keys.</param>
    /// <param name="keyOf">Tells them apart.</param>
    /// <param name="name">Of the list.</param>
    /// <param name="write">Writes the members of one.</param>
    public static ResultWriter Write<T>(
        QueryRequest request, IEnumerable<T> items, Func<T, string> keyOf, string name, Action<XmlWriter, T> write)
    {
        string? token = request.Optional("NextToken");
        string? after = string.IsNullOrEmpty(token) ? null : ListPage.TryReadToken(token)
            ?? throw SnsErrors.Invalid("NextToken");
        (IReadOnlyList<T> page, string? last) = ListPage.After(items, keyOf, after, Size);
        return xml =>
        {
            SnsXml.WriteList(xml, name, page, item => write(xml, item));
            if (last is not null)
            {
                xml.WriteElementString("NextToken", ListPage.TokenOf(last));
            }
        };
    }
}
