using System.Xml;
using Tarn.Protocols.Aws.Query;

namespace Tarn.Protocols.Aws.Sns;

/// <summary>Parts of SNS's answers.</summary>
internal static class SnsXml
{
    public static readonly ResultWriter Nothing = _ => { };

    public static ResultWriter Element(string name, string value) => xml => xml.WriteElementString(name, value);

    /// <summary>A map as the query family writes it.</summary>
    public static ResultWriter Map(string name, IEnumerable<KeyValuePair<string, string>> entries) => xml =>
    {
        xml.WriteStartElement(name);
        foreach ((string key, string value) in entries)
        {
            xml.WriteStartElement("entry");
            xml.WriteElementString("key", key);
            xml.WriteElementString("value", value);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    };

    public static void WriteList<T>(XmlWriter xml, string name, IEnumerable<T> items, Action<T> write)
    {
        xml.WriteStartElement(name);
        foreach (T item in items)
        {
            xml.WriteStartElement("member");
            write(item);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }
}
