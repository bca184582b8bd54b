using System.Globalization;
using System.Xml;
using Tarn.Protocols.Aws.Query;
using Tarn.Protocols.Aws.Signing;
using Tarn.Security.Identities;

namespace Tarn.Protocols.Aws.Iam;

/// <summary>Members that many of IAM's answers have.</summary>
internal static class IamXml
{
    /// <summary>The result of what has none.</summary>
    public static ResultWriter Nothing { get; } = _ => { };

    public static void WriteDate(this XmlWriter xml, string name, DateTimeOffset moment) => xml.WriteElementString(
        name, moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));

    public static void WriteNumber(this XmlWriter xml, string name, int number) =>
        xml.WriteElementString(name, number.ToString(CultureInfo.InvariantCulture));

    public static void WriteFlag(this XmlWriter xml, string name, bool value) =>
        xml.WriteElementString(name, value ? "true" : "false");

    public static void WriteOptional(this XmlWriter xml, string name, string? value)
    {
        if (value is not null)
        {
            xml.WriteElementString(name, value);
        }
    }

    /// <summary>Policies are JSON in URL encoding ("PolicyDocument … URL-encoded compliant with RFC 3986").</summary>
    public static void WriteDocument(this XmlWriter xml, string name, string document) =>
        xml.WriteElementString(name, PercentEncoding.Encode(document));

    public static void WriteStructure(this XmlWriter xml, string name, Action write)
    {
        xml.WriteStartElement(name);
        write();
        xml.WriteEndElement();
    }

    public static void WriteList<T>(this XmlWriter xml, string name, IEnumerable<T> items, Action<T> write) =>
        xml.WriteStructure(name, () =>
        {
            foreach (T item in items)
            {
                xml.WriteStructure("member", () => write(item));
            }
        });

    public static void WriteTags(this XmlWriter xml, IReadOnlyDictionary<string, string> tags) =>
        xml.WriteList("Tags", tags.OrderBy(tag => tag.Key, StringComparer.Ordinal), tag =>
        {
            xml.WriteElementString("Key", tag.Key);
            xml.WriteElementString("Value", tag.Value);
        });

    /// <summary>The members that users and roles begin with.</summary>
    /// <param name="kind">Role or User.</param>
    public static void WriteIdentity(this XmlWriter xml, string kind, Identity identity, string arn)
    {
        xml.WriteElementString("Path", identity.Path);
        xml.WriteElementString(kind + "Name", identity.Name);
        xml.WriteElementString(kind + "Id", identity.Id);
        xml.WriteElementString("Arn", arn);
        xml.WriteDate("CreateDate", identity.CreatedAt);
    }
}
